package dev.barnabas.pricing;

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

  /**
   * The most a provider can charge, exactly: over every service tier and every context tier that
   * the price lists and the prompt can reach, all input at the dearest of plain input, cache read,
   * cache writes, audio and images, all output at the dearest of output, audio and reasoning, and
   * the request. No call within these bounds costs more.
   */
  public Money providerCost(ModelPrice price) {
    return new Money(price.worst(promptTokens, maxOutputTokens), price.currency());
  }
}
