package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An upper bound on the tokens of a prompt, without the model's tokenizer.
 *
 * <p>A byte-level BPE starts from one token per UTF-8 byte and only merges, so a text never has
 * more tokens than bytes; one that falls back to bytes for what it does not know (SentencePiece)
 * does not either. To that come the tokens that a provider adds around messages, tools and media.
 * The bound is
 *
 * <pre>min(contextWindow, ceil(safetyFactor × (bytes + perPrompt + perMessage × messages
 *                          + (tools > 0 ? perToolUse : 0) + perTool × tools
 *                          + perImage × images + perFile × files)))</pre>
 *
 * <p>What a provider bills above the bound is our cost. {@link TokenFamily} has the figures of each
 * adapter and the reason for each.
 *
 * @param safetyFactor at least 1, at most 100
 * @param perPrompt tokens added to every prompt
 * @param perMessage tokens added to every message
 * @param perToolUse tokens added once if the prompt has tools
 * @param perTool tokens added for every tool
 * @param perImage the most tokens of an image
 * @param perFile the most tokens of a file or of audio
 * @param contextWindow the most prompt tokens that the model takes: a longer prompt is refused, and
 *     not billed; absent: not known
 */
public record TokenBound(
    BigDecimal safetyFactor,
    int perPrompt,
    int perMessage,
    int perToolUse,
    int perTool,
    int perImage,
    int perFile,
    @Nullable Long contextWindow) {

  private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(100);
  private static final int MAX_OVERHEAD = 10_000_000;
  private static final int FACTOR_SCALE = 4;

  /**
   * @throws IllegalArgumentException if the factor is out of bounds, an overhead is negative or
   *     above 10,000,000, or the context window is not above 0
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
    requireOverhead(perImage, "perImage");
    requireOverhead(perFile, "perFile");
    if (contextWindow != null && contextWindow < 1) {
      throw new IllegalArgumentException("contextWindow must be above 0 but is " + contextWindow);
    }
  }

  /** The same overheads with another factor. */
  public TokenBound withSafetyFactor(BigDecimal factor) {
    return new TokenBound(
        factor, perPrompt, perMessage, perToolUse, perTool, perImage, perFile, contextWindow);
  }

  /** The same overheads with another context window, or without one. */
  public TokenBound withContextWindow(@Nullable Long tokens) {
    return new TokenBound(
        safetyFactor, perPrompt, perMessage, perToolUse, perTool, perImage, perFile, tokens);
  }

  /** The most tokens a prompt of that size has. It never shrinks when the prompt grows. */
  public long promptTokens(PromptSize size) {
    long tokens =
        safetyFactor
            .multiply(BigDecimal.valueOf(unscaled(size)))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    return contextWindow == null ? tokens : Math.min(contextWindow, tokens);
  }

  /**
   * This bound, or one with the smallest factor (to four decimals, at most 100) that covers what a
   * provider counted for a prompt of that size. A context window that was exceeded is not one.
   */
  public TokenBound covering(PromptSize size, long countedTokens) {
    if (countedTokens <= promptTokens(size)) {
      return this;
    }
    var unbounded =
        contextWindow != null && countedTokens > contextWindow ? withContextWindow(null) : this;
    var counted = BigDecimal.valueOf(countedTokens);
    var base = BigDecimal.valueOf(Math.max(1, unscaled(size)));
    return unbounded.withSafetyFactor(
        counted.divide(base, FACTOR_SCALE, RoundingMode.CEILING).max(safetyFactor).min(MAX_FACTOR));
  }

  private long unscaled(PromptSize size) {
    return size.bytes()
        + perPrompt
        + (long) perMessage * size.messages()
        + (size.tools() > 0 ? perToolUse : 0)
        + (long) perTool * size.tools()
        + (long) perImage * size.images()
        + (long) perFile * size.files();
  }

  private static void requireOverhead(int tokens, String name) {
    if (tokens < 0 || tokens > MAX_OVERHEAD) {
      throw new IllegalArgumentException(
          name + " must be between 0 and " + MAX_OVERHEAD + " but is " + tokens);
    }
  }
}
