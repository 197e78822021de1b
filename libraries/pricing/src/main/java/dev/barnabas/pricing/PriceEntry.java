package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a price book: what a partner charges for a model from one instant on.
 *
 * @param partner the partner's id
 * @param model the partner's own name of the model
 * @param effectiveFrom the first instant at which the price holds
 * @param effectiveTo the first instant at which it no longer holds; absent: until the model's next
 *     entry, or for good
 * @param price the price
 */
public record PriceEntry(
    String partner,
    String model,
    Instant effectiveFrom,
    @Nullable Instant effectiveTo,
    ModelPrice price) {

  public PriceEntry {
    requireText(partner, "partner");
    requireText(model, "model");
    requireNonNull(effectiveFrom, "effectiveFrom");
    requireNonNull(price, "price");
    if (effectiveTo != null && !effectiveTo.isAfter(effectiveFrom)) {
      throw new IllegalArgumentException(
          "effectiveTo " + effectiveTo + " is not after effectiveFrom " + effectiveFrom);
    }
  }

  /** A price that holds from an instant until the model's next entry. */
  public static PriceEntry from(
      Instant effectiveFrom, String partner, String model, ModelPrice price) {
    return new PriceEntry(partner, model, effectiveFrom, null, price);
  }

  boolean holdsAt(Instant at) {
    return !at.isBefore(effectiveFrom) && (effectiveTo == null || at.isBefore(effectiveTo));
  }

  private static void requireText(String text, String name) {
    if (requireNonNull(text, name).isBlank()) {
      throw new IllegalArgumentException(name + " is blank");
    }
  }
}
