package dev.barnabas.broker.policy;

import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Partner;
import dev.barnabas.configuration.Route;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceLookup;
import dev.barnabas.pricing.TenantPrice;
import dev.barnabas.pricing.TenantPriceRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the partners of a configuration charge and what its tenants pay, compiled once. */
final class PriceBooks {
  private final Configuration configuration;
  private final PriceBook book;
  private final TenantPriceRules rules;

  PriceBooks(Configuration configuration) {
    this.configuration = configuration;
    this.book = configuration.priceBook();
    this.rules = configuration.tenantPriceRules();
  }

  /** The version that usage events name; null where nothing is priced. */
  @Nullable String version() {
    return book.entries().isEmpty() ? null : book.version();
  }

  /** A partner of a chain with the price that holds now: it goes into the plan, and stays. */
  RoutePlan.Link link(Partner partner, String alias, Instant now) {
    String model = partner.providerModel(alias);
    ModelPrice price =
        switch (book.priceOf(partner.id(), model, now)) {
          case PriceLookup.Priced(ModelPrice known) -> known;
          case PriceLookup.Unpriced _ -> null;
        };
    return new RoutePlan.Link(partner.id(), model, price, partner.tokenBound());
  }

  /** What a tenant pays on a route. */
  TenantPrice tenantPrice(String tenantId, Route route) {
    return rules.priceFor(
        tenantId,
        configuration.tier(tenantId).orElse(null),
        route.alias(),
        route.costPerToken(),
        configuration.currency());
  }
}
