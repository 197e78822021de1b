package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An upper bound on the tokens of a prompt, without the model's tokenizer.
 *
 * <p>A byte-level BPE starts from one token per UTF-8 byte and only merges, so a text never has
 * more tokens than bytes. To that come the tokens that a provider adds around messages and tools.
 * The bound is
 *
 * <pre>ceil(safetyFactor × (utf8Bytes + perPrompt + perMessage × messages
 *                          + (tools > 0 ? perToolUse : 0) + perTool × tools))</pre>
 *
 * <p>It holds for byte-level BPE (GPT, Claude, Llama 3 and later) with a factor of 1. A tokenizer
 * that normalises text first may lengthen it and needs a larger factor. What a provider bills above
 * the bound is our cost, and raises the model's factor: {@link #covering}.
 *
 * @param safetyFactor at least 1, at most 100
 * @param perPrompt tokens added to every prompt
 * @param perMessage tokens added to every message
 * @param perToolUse tokens added once if the prompt has tools
 * @param perTool tokens added for every tool
 */
public record TokenBound(
    BigDecimal safetyFactor, int perPrompt, int perMessage, int perToolUse, int perTool) {

  private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(100);
  private static final int FACTOR_SCALE = 4;

  /**
   * @throws IllegalArgumentException if the factor is out of bounds or an overhead is negative or
   *     above 100,000
   */
  public TokenBound {
    requireNonNull(safetyFactor, "safetyFactor");
    if (safetyFactor.compareTo(BigDecimal.ONE) < 0 || safetyFactor.compareTo(MAX_FACTOR) > 0) {
      throw new IllegalArgumentException(
          "safetyFactor must be between 1 and 100 but is " + safetyFactor);
    }
    requireOverhead(perPrompt, "perPrompt");
    requireOverhead(perMessage, "perMessage");
    requireOverhead(perToolUse, "perToolUse");
    requireOverhead(perTool, "perTool");
  }

  /**
   * The bound for a model that nothing particular is known about: factor 1, 16 tokens per prompt, 8
   * per message, 600 for the use of tools (the largest of the public tool-use system prompts is
   * below that) and 16 per tool.
   */
  public static TokenBound ofDefaults() {
    return new TokenBound(BigDecimal.ONE, 16, 8, 600, 16);
  }

  /** The same overheads with another factor. */
  public TokenBound withSafetyFactor(BigDecimal factor) {
    return new TokenBound(factor, perPrompt, perMessage, perToolUse, perTool);
  }

  /** The most tokens a prompt of that size has. It never shrinks when the prompt grows. */
  public long promptTokens(PromptSize size) {
    return safetyFactor
        .multiply(BigDecimal.valueOf(unscaled(size)))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /**
   * This bound, or one with the smallest factor (to four decimals, at most 100) that covers what a
   * provider counted for a prompt of that size.
   */
  public TokenBound covering(PromptSize size, long countedTokens) {
    if (countedTokens <= promptTokens(size)) {
      return this;
    }
    var counted = BigDecimal.valueOf(countedTokens);
    var base = BigDecimal.valueOf(Math.max(1, unscaled(size)));
    return withSafetyFactor(
        counted.divide(base, FACTOR_SCALE, RoundingMode.CEILING).min(MAX_FACTOR));
  }

  private long unscaled(PromptSize size) {
    return size.utf8Bytes()
        + perPrompt
        + (long) perMessage * size.messages()
        + (size.tools() > 0 ? perToolUse : 0)
        + (long) perTool * size.tools();
  }

  private static void requireOverhead(int tokens, String name) {
    if (tokens < 0 || tokens > 100_000) {
      throw new IllegalArgumentException(name + " must be between 0 and 100000 but is " + tokens);
    }
  }
}
