package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tenants may use. */
public record Quotas(
    @Key(
            about = "For every tenant; tiers and tenants change single limits of it.",
            name = "default")
        @Nullable Limits standard,
    @Key(about = "Limits by tier.") Map<String, Limits> tiers) {

  public Quotas {
    tiers = Copies.sorted(tiers);
    Constraints.require(Quotas.class, standard, tiers);
  }
}
