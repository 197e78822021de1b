package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import dev.barnabas.pricing.CapacityCharges;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceEntry;
import dev.barnabas.pricing.PriceLookup;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks the price list, and that nobody with a money limit can reach a model without a price. */
final class PriceCheck {

  private final Configuration configuration;
  private final Node root;
  private final Instant now;
  private final Problems problems;
  private final List<PriceEntry> entries;

  PriceCheck(Configuration configuration, Node root, Instant now, Problems problems) {
    this.configuration = configuration;
    this.root = root;
    this.now = now;
    this.problems = problems;
    this.entries =
        configuration.prices().stream()
            .map(price -> price.entry(configuration.currency()))
            .toList();
  }

  void run() {
    currencies();
    boolean apart = capacity();
    if (periods() && apart) {
      ends();
      reachable(configuration.priceBook());
    }
  }

  private void currencies() {
    for (int index = 0; index < entries.size(); index++) {
      String currency = configuration.prices().get(index).currency();
      if (currency != null && !currency.equals(configuration.currency())) {
        Node at = node(index);
        problems.error(
            Tree.entry(at, "currency").orElse(at),
            "is " + currency + ", but the configuration's currency is " + configuration.currency());
      }
    }
  }

  /** Whether the periods of each capacity stand apart. */
  private boolean capacity() {
    List<Capacity> all = configuration.capacity();
    for (int index = 0; index < all.size(); index++) {
      String currency = all.get(index).currency();
      if (currency != null && !currency.equals(configuration.currency())) {
        Node at = node("capacity", index);
        problems.error(
            Tree.entry(at, "currency").orElse(at),
            "is " + currency + ", but the configuration's currency is " + configuration.currency());
      }
    }
    List<PriceBook.Break> overlaps =
        CapacityCharges.overlaps(
            all.stream().map(one -> one.entry(configuration.currency())).toList());
    overlaps.forEach(found -> problems.error(node("capacity", found.index()), found.message()));
    return overlaps.isEmpty();
  }

  /** Whether the periods of each model follow one another. */
  private boolean periods() {
    Set<List<Object>> seen = new HashSet<>();
    Set<Integer> repeated = new HashSet<>();
    for (int index = 0; index < entries.size(); index++) {
      Price price = configuration.prices().get(index);
      Object from = Objects.requireNonNullElse(price.effectiveFrom(), "always");
      if (!seen.add(List.of(price.partner(), price.model(), from))) {
        repeated.add(index);
        problems.error(
            node(index), "is a second price of this partner and model from the same time on");
      }
    }
    List<PriceBook.Break> breaks = PriceBook.breaks(entries);
    breaks.stream()
        .filter(found -> !repeated.contains(found.index()))
        .forEach(found -> problems.error(node(found.index()), found.message()));
    return breaks.isEmpty() && repeated.isEmpty();
  }

  /** Says which prices run out. */
  private void ends() {
    for (int index = 0; index < entries.size(); index++) {
      Instant end = entries.get(index).effectiveTo();
      if (end != null && end.isAfter(now) && isLast(entries.get(index))) {
        Node at = node(index);
        problems.warning(
            at.path(),
            at.line(),
            "ends at " + end + " and no price follows: UNPRICED from then on");
      }
    }
  }

  private boolean isLast(PriceEntry entry) {
    return entries.stream()
        .filter(other -> other.partner().equals(entry.partner()))
        .filter(other -> other.model().equals(entry.model()))
        .noneMatch(other -> other.effectiveFrom().isAfter(entry.effectiveFrom()));
  }

  /** Every model of every route, through its chain and its variants. */
  private void reachable(PriceBook book) {
    for (Route route : configuration.routing().models()) {
      Node node = Tree.withText(Tree.routes(root), "alias", route.alias()).orElse(root);
      Set<String> limited = tenantsWithMoneyLimit(route.alias());
      for (String id : route.partners()) {
        configuration
            .partner(id)
            .filter(partner -> unpriced(book, partner, route))
            .ifPresent(partner -> missing(partner, route, node, limited));
      }
    }
  }

  private boolean unpriced(PriceBook book, Partner partner, Route route) {
    return book.priceOf(partner.id(), partner.providerModel(route.alias()), now)
        instanceof PriceLookup.Unpriced;
  }

  private void missing(Partner partner, Route route, Node at, Set<String> limited) {
    String missing =
        "UNPRICED: no price holds now for model \""
            + partner.providerModel(route.alias())
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

  private Set<String> tenantsWithMoneyLimit(String alias) {
    Set<String> limited = new TreeSet<>();
    if (configuration.tenants() == null) {
      if (limits(configuration.quotas().standard(), alias)) {
        limited.add("every tenant (quotas.default)");
      }
      return limited;
    }
    for (String tenant : configuration.tenants().keySet()) {
      if (limits(configuration.limitsFor(tenant).orElse(null), alias)) {
        limited.add("tenant \"" + tenant + "\"");
      }
    }
    return limited;
  }

  private static boolean limits(@Nullable Limits limits, String alias) {
    return limits != null && limits.limitsMoney(alias);
  }

  private Node node(int index) {
    return node("prices", index);
  }

  private Node node(String list, int index) {
    List<Node> nodes = Tree.items(root, list);
    return index < nodes.size() ? nodes.get(index) : root;
  }
}
