package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that rules about what tenants pay are for tenants, tiers and aliases that there are. */
final class PriceRuleCheck {

  private final Configuration configuration;
  private final Node root;
  private final Problems problems;

  PriceRuleCheck(Configuration configuration, Node root, Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.problems = problems;
  }

  void run() {
    List<Node> nodes = Tree.items(root, "tenant_prices");
    Set<List<@Nullable String>> scopes = new HashSet<>();
    for (int index = 0; index < configuration.tenantPrices().size(); index++) {
      Node at = index < nodes.size() ? nodes.get(index) : root;
      PriceRule rule = configuration.tenantPrices().get(index);
      named(at, rule);
      if (!scopes.add(Arrays.asList(rule.tenant(), rule.tier(), rule.model()))) {
        problems.error(at, "is a second rule for the same tenants and models");
      }
    }
  }

  private void named(Node at, PriceRule rule) {
    String tenant = rule.tenant();
    String tier = rule.tier();
    String model = rule.model();
    if (tenant != null && !configuration.knowsTenant(tenant)) {
      unknown(at, "tenant", tenant, "tenants");
    }
    if (tier != null && !knowsTier(tier)) {
      unknown(at, "tier", tier, "quotas.tiers");
    }
    if (model != null && configuration.route(model).isEmpty()) {
      unknown(at, "model", model, "routing.models");
    }
  }

  /** A tier is one that has quotas, or that a tenant is in. */
  private boolean knowsTier(String tier) {
    Map<String, Tenant> tenants = configuration.tenants();
    return configuration.quotas().tiers().containsKey(tier)
        || (tenants != null
            && tenants.values().stream().anyMatch(tenant -> tier.equals(tenant.tier())));
  }

  private void unknown(Node at, String key, String name, String section) {
    problems.error(
        Tree.entry(at, key).orElse(at), "names \"" + name + "\", which is not in " + section);
  }
}
