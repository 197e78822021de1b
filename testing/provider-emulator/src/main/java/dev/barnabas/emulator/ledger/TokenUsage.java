package dev.barnabas.emulator.ledger;

/**
 * Tokens of one call.
 *
 * @param inputTokens all prompt tokens, cached ones included
 * @param outputTokens all generated tokens, reasoning included
 * @param cachedInputTokens how many of the input tokens were read from the prompt cache
 * @param reasoningTokens how many of the output tokens are reasoning that is not shown
 */
public record TokenUsage(
    long inputTokens, long outputTokens, long cachedInputTokens, long reasoningTokens) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

  public TokenUsage {
    if (inputTokens < cachedInputTokens || cachedInputTokens < 0) {
      throw new IllegalArgumentException("cachedInputTokens outside 0..inputTokens");
    }
    if (outputTokens < reasoningTokens || reasoningTokens < 0) {
      throw new IllegalArgumentException("reasoningTokens outside 0..outputTokens");
    }
  }

  public long totalTokens() {
    return inputTokens + outputTokens;
  }
}
