package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one call, in one meaning for every provider. Parts are within their whole: cached and
 * cache-written tokens within {@code inputTokens}, reasoning within {@code outputTokens}.
 *
 * @param inputTokens all input, with what a cache gave or took
 * @param outputTokens all output, with reasoning
 * @param cachedInputTokens read from the provider's cache
 * @param cacheWriteTokens written to its short-lived cache
 * @param cacheWriteLongTokens written to its long-lived cache
 * @param reasoningTokens output that is not shown
 * @param measure who counted
 * @param serviceTier the provider's word for the service tier of the call; null where it says
 *     nothing
 */
public record TokenUsage(
    long inputTokens,
    long outputTokens,
    long cachedInputTokens,
    long cacheWriteTokens,
    long cacheWriteLongTokens,
    long reasoningTokens,
    UsageMeasure measure,
    @Nullable String serviceTier) {

  private static final int BYTES_PER_TOKEN = 4;
  private static final String TIER_WORD = "[A-Za-z0-9_-]{1,32}";
  private static final String OTHER_TIER = "other";

  public TokenUsage {
    requireNonNull(measure, "measure");
    if (serviceTier != null && !serviceTier.matches(TIER_WORD)) {
      serviceTier = OTHER_TIER;
    }
    requireNotNegative(inputTokens, "inputTokens");
    requireNotNegative(outputTokens, "outputTokens");
    requireNotNegative(cachedInputTokens, "cachedInputTokens");
    requireNotNegative(cacheWriteTokens, "cacheWriteTokens");
    requireNotNegative(cacheWriteLongTokens, "cacheWriteLongTokens");
    requireNotNegative(reasoningTokens, "reasoningTokens");
    if (cachedInputTokens + cacheWriteTokens + cacheWriteLongTokens > inputTokens) {
      throw new IllegalArgumentException("cached and cache-written tokens exceed inputTokens");
    }
    if (reasoningTokens > outputTokens) {
      throw new IllegalArgumentException("reasoningTokens exceed outputTokens");
    }
  }

  /** A call whose provider says nothing about its service tier. */
  public TokenUsage(
      long inputTokens,
      long outputTokens,
      long cachedInputTokens,
      long cacheWriteTokens,
      long cacheWriteLongTokens,
      long reasoningTokens,
      UsageMeasure measure) {
    this(
        inputTokens,
        outputTokens,
        cachedInputTokens,
        cacheWriteTokens,
        cacheWriteLongTokens,
        reasoningTokens,
        measure,
        null);
  }

  /** The same usage at the tier that a provider names; a word that is none is {@code other}. */
  public TokenUsage at(@Nullable String tier) {
    return new TokenUsage(
        inputTokens,
        outputTokens,
        cachedInputTokens,
        cacheWriteTokens,
        cacheWriteLongTokens,
        reasoningTokens,
        measure,
        tier);
  }

  /** Input and output only. */
  public static TokenUsage of(long inputTokens, long outputTokens, UsageMeasure measure) {
    return new TokenUsage(inputTokens, outputTokens, 0, 0, 0, 0, measure);
  }

  /**
   * A guess for a provider that reports nothing: four UTF-8 bytes a token, rounded up, the rule of
   * thumb for English text.
   */
  public static TokenUsage estimated(String input, String output) {
    return of(estimate(input), estimate(output), UsageMeasure.ESTIMATED);
  }

  /** A guess for a call whose answer reported nothing. */
  public static TokenUsage estimated(ModelCall call, String output) {
    String input = call.messages().stream().map(Message::text).collect(Collectors.joining("\n"));
    return estimated(input, output);
  }

  /**
   * What a provider reported. A part that it reports larger than its whole is taken as the whole:
   * the wholes are what is billed.
   */
  public static TokenUsage reported(
      long input, long output, long cached, long cacheWrite, long cacheWriteLong, long reasoning) {
    long cachedWithin = Math.min(cached, input);
    long writeWithin = Math.min(cacheWrite, input - cachedWithin);
    long longWithin = Math.min(cacheWriteLong, input - cachedWithin - writeWithin);
    return new TokenUsage(
        input,
        output,
        cachedWithin,
        writeWithin,
        longWithin,
        Math.min(reasoning, output),
        UsageMeasure.PROVIDER_REPORTED);
  }

  /** Input and output together. */
  public long totalTokens() {
    return inputTokens + outputTokens;
  }

  private static long estimate(String text) {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  private static void requireNotNegative(long value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
  }
}
