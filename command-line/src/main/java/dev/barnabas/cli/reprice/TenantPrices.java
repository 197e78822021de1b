package dev.barnabas.cli.reprice;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Route;
import dev.barnabas.pricing.TenantPrice;
import dev.barnabas.schemas.UsageEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tenants pay, by the configuration that was in force at each event. One thread. */
public final class TenantPrices {
  private final Map<String, Configuration> bySha256;
  private final Map<Asked, Optional<TenantPrice>> found = new HashMap<>();

  private record Asked(String sha256, String tenantId, String alias) {}

  /** By published configurations, each under its hash. */
  public TenantPrices(Map<String, Configuration> bySha256) {
    this.bySha256 = Map.copyOf(bySha256);
  }

  /** What the tenant of an event pays on its route; null where its configuration is not known. */
  public @Nullable TenantPrice of(UsageEvent event) {
    return found
        .computeIfAbsent(
            new Asked(event.getConfigSha256(), event.getTenantId(), event.getRoute()), this::find)
        .orElse(null);
  }

  private Optional<TenantPrice> find(Asked asked) {
    Configuration configuration = bySha256.get(asked.sha256);
    if (configuration == null) {
      return Optional.empty();
    }
    return configuration.routing().models().stream()
        .filter(route -> route.alias().equals(asked.alias))
        .findFirst()
        .map(route -> price(configuration, asked.tenantId, route));
  }

  private static TenantPrice price(Configuration configuration, String tenantId, Route route) {
    return configuration
        .tenantPriceRules()
        .priceFor(
            tenantId,
            configuration.tier(tenantId).orElse(null),
            route.alias(),
            route.costPerToken(),
            configuration.currency());
  }
}
