package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Checks the price list, and that nobody with a money limit can reach a model without a price. */
final class PriceCheck {

  private final Configuration configuration;
  private final Node root;
  private final Instant now;
  private final Problems problems;

  PriceCheck(Configuration configuration, Node root, Instant now, Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.now = now;
    this.problems = problems;
  }

  void run() {
    prices();
    Set<String> limited = tenantsWithMoneyLimit();
    for (Route route : configuration.routing().models()) {
      Node node = Tree.withText(Tree.routes(root), "alias", route.alias()).orElse(root);
      for (String id : route.partners()) {
        configuration.partner(id).ifPresent(partner -> priced(route, partner, node, limited));
      }
    }
  }

  private void prices() {
    List<Node> nodes = Tree.items(root, "prices");
    Set<List<Object>> seen = new HashSet<>();
    for (int index = 0; index < configuration.prices().size(); index++) {
      Price price = configuration.prices().get(index);
      Node at = index < nodes.size() ? nodes.get(index) : root;
      if (price.currency() != null && !price.currency().equals(configuration.currency())) {
        problems.error(
            Tree.entry(at, "currency").orElse(at),
            "is "
                + price.currency()
                + ", but the configuration's currency is "
                + configuration.currency());
      }
      Object from = Objects.requireNonNullElse(price.effectiveFrom(), "always");
      if (!seen.add(List.of(price.partner(), price.model(), from))) {
        problems.error(at, "is a second price of this partner and model from the same time on");
      }
    }
  }

  private void priced(Route route, Partner partner, Node at, Set<String> limited) {
    String model = partner.providerModel(route.alias());
    if (configuration.price(partner.id(), model, now).isPresent()) {
      return;
    }
    String missing =
        "UNPRICED: no price holds now for model \""
            + model
            + "\" of partner \""
            + partner.id()
            + "\"";
    if (limited.isEmpty()) {
      problems.warning(at.path(), at.line(), missing + "; its cost will be null, with an alert");
    } else {
      problems.error(
          at,
          missing
              + ", which "
              + String.join(", ", limited)
              + " may use under a money limit; add it to prices");
    }
  }

  private Set<String> tenantsWithMoneyLimit() {
    Set<String> limited = new TreeSet<>();
    Quotas quotas = configuration.quotas();
    if (configuration.tenants() == null) {
      if (quotas.standard() != null && quotas.standard().limitsMoney()) {
        limited.add("every tenant (quotas.default)");
      }
      return limited;
    }
    for (String tenant : configuration.tenants().keySet()) {
      if (configuration.limitsFor(tenant).filter(Limits::limitsMoney).isPresent()) {
        limited.add("tenant \"" + tenant + "\"");
      }
    }
    return limited;
  }
}
