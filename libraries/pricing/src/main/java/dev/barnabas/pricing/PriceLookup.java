package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

/** What a price book knows about a model at an instant. */
public sealed interface PriceLookup {

  /**
   * There is a price.
   *
   * @param price the price that holds at the instant asked for
   */
  record Priced(ModelPrice price) implements PriceLookup {
    public Priced {
      requireNonNull(price, "price");
    }
  }

  /**
   * There is none. The cost is unknown, never zero.
   *
   * @param partner the partner asked for
   * @param model the model asked for
   */
  record Unpriced(String partner, String model) implements PriceLookup {
    public Unpriced {
      requireNonNull(partner, "partner");
      requireNonNull(model, "model");
    }
  }
}
