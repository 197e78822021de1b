package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.CapacityEntry;
import dev.barnabas.pricing.CapacityUnit;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Capacity that a provider bills whether it is used or not, in a period. */
public record Capacity(
    @Key(
            about = "What it is called; the periods of one name do not overlap.",
            pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
        String name,
    @Key(about = "The partner.") String partner,
    @Key(about = "The provider's name of the model; absent: none, or several.")
        @Nullable String model,
    @Key(about = "What it is billed by.") CapacityUnit unit,
    @Key(about = "One of it for one unit; at most six decimals.", min = "0", max = "1000000000")
        BigDecimal price,
    @Key(
            about = "How many there are; at most three decimals.",
            fallback = "1",
            min = "0.001",
            max = "1000000")
        BigDecimal quantity,
    @Key(about = "The tenant that it is charged to.") String tenant,
    @Key(about = "Who pays inside the tenant.", aliases = "cost_center")
        @Nullable String costCentre,
    @Key(
            about = "ISO 4217; must be the configuration's.",
            fallbackNote = "`currency`",
            pattern = "[A-Z]{3}")
        @Nullable String currency,
    @Key(
            about =
                "The first instant at which it is billed; with unit month, a day; absent: always was.",
            aliases = "from")
        @Nullable Instant effectiveFrom,
    @Key(
            about =
                "The first instant at which it no longer is; absent: until the next of the name begins.",
            aliases = "to")
        @Nullable Instant effectiveTo) {

  public Capacity {
    Constraints.require(
        Capacity.class,
        name,
        partner,
        model,
        unit,
        price,
        quantity,
        tenant,
        costCentre,
        currency,
        effectiveFrom,
        effectiveTo);
    requireDigits(price, "price", CapacityEntry.PRICE_SCALE);
    requireDigits(quantity, "quantity", CapacityEntry.QUANTITY_SCALE);
    requireText(partner, "partner");
    requireText(tenant, "tenant");
    Constraints.require(
        effectiveTo == null || effectiveTo.isAfter(start(effectiveFrom)),
        "effective_to",
        "must be after effective_from");
    requireDay(unit, effectiveFrom, "effective_from");
    requireDay(unit, effectiveTo, "effective_to");
  }

  /** The entry of a price book. */
  CapacityEntry entry(String configured) {
    return new CapacityEntry(
        name,
        partner,
        model,
        unit,
        price,
        quantity,
        tenant,
        costCentre,
        currency == null ? configured : currency,
        start(effectiveFrom),
        effectiveTo);
  }

  private static void requireDigits(BigDecimal value, String key, int scale) {
    Constraints.require(
        value.stripTrailingZeros().scale() <= scale,
        key,
        "has more than " + scale + " digits after the point");
  }

  private static void requireText(String text, String key) {
    Constraints.require(!text.isBlank(), key, "is blank");
  }

  private static void requireDay(CapacityUnit unit, @Nullable Instant at, String key) {
    Constraints.require(
        unit != CapacityUnit.MONTH || CapacityEntry.isDay(at),
        key,
        "must be the start of a day in UTC, because a part of a month is billed by its days, but is "
            + at);
  }

  private static Instant start(@Nullable Instant from) {
    return from == null ? Instant.EPOCH : from;
  }
}
