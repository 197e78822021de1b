package dev.barnabas.pricing;

import java.math.BigDecimal;

/**
 * The most one call may use: what a hold reserves before the call is made.
 *
 * @param promptTokens the upper bound of the prompt, of {@link TokenBound#promptTokens}
 * @param maxOutputTokens the most tokens the provider is told to generate
 */
public record WorstCase(long promptTokens, long maxOutputTokens) {

  public WorstCase {
    if (promptTokens < 0 || maxOutputTokens < 0) {
      throw new IllegalArgumentException("a worst case cannot be negative");
    }
  }

  /** The worst case of a prompt of that size. */
  public static WorstCase of(PromptSize size, TokenBound bound, long maxOutputTokens) {
    return new WorstCase(bound.promptTokens(size), maxOutputTokens);
  }

  /** The most tokens. */
  public long tokens() {
    return Math.addExact(promptTokens, maxOutputTokens);
  }

  /** The most a tenant can be charged. */
  public Money charge(TenantPrice price) {
    return price.charge(tokens());
  }

  /**
   * The most a provider can charge: every token at the dearest meter that may apply to it, and the
   * request.
   */
  public Money providerCost(ModelPrice price) {
    return new Money(
        price
            .dearestInput()
            .multiply(BigDecimal.valueOf(promptTokens))
            .add(price.dearestOutput().multiply(BigDecimal.valueOf(maxOutputTokens)))
            .add(price.unitPriceOf(Meters.REQUEST)),
        price.currency());
  }
}
