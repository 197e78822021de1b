package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that limits limit something, and says who has none. */
final class QuotaCheck {

  private final Configuration configuration;
  private final Node root;
  private final Problems problems;

  QuotaCheck(Configuration configuration, Node root, Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.problems = problems;
  }

  void run() {
    Quotas quotas = configuration.quotas();
    if (quotas.standard() == null && quotas.tiers().isEmpty() && !anyTenantHasOwn()) {
      problems.warning("quotas", 0, "every request will be refused: NO_QUOTA; add quotas.default");
      return;
    }
    Node node = Tree.entry(root, "quotas").orElse(root);
    names(quotas.standard(), Tree.entry(node, "default").orElse(node));
    quotas
        .tiers()
        .forEach((tier, limits) ->
            names(limits, Tree.map(node, "tiers").flatMap(map -> map.entry(tier)).orElse(node)));
    tenants(quotas);
  }

  private boolean anyTenantHasOwn() {
    Map<String, Tenant> tenants = configuration.tenants();
    return tenants != null && tenants.values().stream().anyMatch(tenant -> tenant.quotas() != null);
  }

  private void names(@Nullable Limits limits, Node at) {
    if (limits != null && !limits.saysSomething()) {
      problems.error(at, "names no limit; write unlimited: true if none is wanted");
    }
  }

  private void tenants(Quotas quotas) {
    if (configuration.tenants() == null) {
      if (quotas.standard() == null) {
        problems.warning(
            "quotas",
            Tree.entry(root, "quotas").map(Node::line).orElse(0),
            "there is no quotas.default and no tenants, so every request will be refused: NO_QUOTA");
      }
      return;
    }
    Map<String, Node> nodes = Tree.entries(root, "tenants");
    configuration
        .tenants()
        .forEach((id, tenant) -> {
          Node at = nodes.getOrDefault(id, root);
          names(tenant.quotas(), Tree.entry(at, "quotas").orElse(at));
          if (configuration.limitsFor(id).isEmpty()) {
            problems.warning(
                at.path(), at.line(), "has no quota: its every request will be refused NO_QUOTA");
          }
        });
  }
}
