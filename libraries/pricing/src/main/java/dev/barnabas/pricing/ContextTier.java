package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

/**
 * Other prices for long prompts: a call with more prompt tokens than the threshold is priced at
 * these rates as a whole, its output too.
 *
 * @param above the threshold in prompt tokens, those of the cache included; at least 1. A prompt of
 *     exactly that many is not above it
 * @param rates the prices
 */
public record ContextTier(long above, Rates rates) {

  public ContextTier {
    requireNonNull(rates, "rates");
    if (above < 1 || above > Usage.MAX_TOKENS) {
      throw new IllegalArgumentException(
          "above must be between 1 and " + Usage.MAX_TOKENS + " but is " + above);
    }
  }
}
