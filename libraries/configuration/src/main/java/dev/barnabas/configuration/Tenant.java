package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.FromText;
import dev.barnabas.configuration.binding.Key;
import org.jspecify.annotations.Nullable;

/** What is particular to one tenant. */
public record Tenant(
    @Key(about = "A tier of `quotas.tiers`; absent: `quotas.default`.") @Nullable String tier,
    @Key(about = "Limits of its own, over its tier's, one by one.", aliases = "overrides")
        @Nullable Limits quotas,
    @Key(about = "Who pays, for usage events that name no cost centre.")
        @Nullable String costCentre) {

  public Tenant {
    Constraints.require(Tenant.class, tier, quotas, costCentre);
  }

  /** Reads a tier alone. */
  @FromText("a tier")
  public static Tenant parse(String tier) {
    return new Tenant(tier, null, null);
  }
}
