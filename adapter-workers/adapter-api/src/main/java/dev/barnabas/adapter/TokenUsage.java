package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
 * @param modalities what of them is not text
 * @param anomalies the wholes that the provider reported smaller than their parts; empty for a
 *     sound report
 */
public record TokenUsage(
    long inputTokens,
    long outputTokens,
    long cachedInputTokens,
    long cacheWriteTokens,
    long cacheWriteLongTokens,
    long reasoningTokens,
    UsageMeasure measure,
    @Nullable String serviceTier,
    TokenModalities modalities,
    List<String> anomalies) {

  private static final int BYTES_PER_TOKEN = 4;
  private static final String TIER_WORD = "[A-Za-z0-9_-]{1,32}";
  private static final String OTHER_TIER = "other";

  public TokenUsage {
    requireNonNull(measure, "measure");
    requireNonNull(modalities, "modalities");
    anomalies = List.copyOf(anomalies);
    if (serviceTier != null && !serviceTier.matches(TIER_WORD)) {
      serviceTier = OTHER_TIER;
    }
    requireNotNegative(inputTokens, "inputTokens");
    requireNotNegative(outputTokens, "outputTokens");
    requireNotNegative(cachedInputTokens, "cachedInputTokens");
    requireNotNegative(cacheWriteTokens, "cacheWriteTokens");
    requireNotNegative(cacheWriteLongTokens, "cacheWriteLongTokens");
    requireNotNegative(reasoningTokens, "reasoningTokens");
    if (cachedInputTokens + cacheWriteTokens + cacheWriteLongTokens + modalities.input()
        > inputTokens) {
      throw new IllegalArgumentException(
          "cached, cache-written, audio and image tokens exceed inputTokens");
    }
    if (reasoningTokens + modalities.audioOutputTokens() > outputTokens) {
      throw new IllegalArgumentException("reasoning and audio tokens exceed outputTokens");
    }
  }

  /** A call of text. */
  public TokenUsage(
      long inputTokens,
      long outputTokens,
      long cachedInputTokens,
      long cacheWriteTokens,
      long cacheWriteLongTokens,
      long reasoningTokens,
      UsageMeasure measure,
      @Nullable String serviceTier) {
    this(
        inputTokens,
        outputTokens,
        cachedInputTokens,
        cacheWriteTokens,
        cacheWriteLongTokens,
        reasoningTokens,
        measure,
        serviceTier,
        TokenModalities.NONE,
        List.of());
  }

  /** A call of text whose provider says nothing about its service tier. */
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
    return with(outputTokens, measure, tier, anomalies);
  }

  /** The same usage with one more count of the report that was corrected. */
  public TokenUsage flagged(String count) {
    List<String> all = new ArrayList<>(anomalies);
    all.add(count);
    return with(outputTokens, measure, serviceTier, all);
  }

  /** The same usage with at least that much output, as an estimate. */
  public TokenUsage estimatedWithOutput(long atLeast) {
    return with(Math.max(outputTokens, atLeast), UsageMeasure.ESTIMATED, serviceTier, anomalies);
  }

  private TokenUsage with(
      long output, UsageMeasure by, @Nullable String tier, List<String> corrected) {
    return new TokenUsage(
        inputTokens,
        output,
        cachedInputTokens,
        cacheWriteTokens,
        cacheWriteLongTokens,
        reasoningTokens,
        by,
        tier,
        modalities,
        corrected);
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

  /** What a provider reported of a call of text. */
  public static TokenUsage reported(
      long input, long output, long cached, long cacheWrite, long cacheWriteLong, long reasoning) {
    return reported(
        input, output, cached, cacheWrite, cacheWriteLong, reasoning, TokenModalities.NONE);
  }

  /**
   * What a provider reported. Parts that it reports larger than their whole are cut to it, because
   * the wholes are what is billed, and the whole is named in the anomalies.
   *
   * <p>Of a token that is both in a cache and audio or an image, the cache decides: audio, then
   * images, are what room the cache leaves. That is no anomaly.
   */
  public static TokenUsage reported(
      long input,
      long output,
      long cached,
      long cacheWrite,
      long cacheWriteLong,
      long reasoning,
      TokenModalities modalities) {
    long cachedWithin = Math.min(cached, input);
    long writeWithin = Math.min(cacheWrite, input - cachedWithin);
    long longWithin = Math.min(cacheWriteLong, input - cachedWithin - writeWithin);
    long thinking = Math.min(reasoning, output);
    List<String> anomalies = new ArrayList<>();
    if (Math.max(cached + cacheWrite + cacheWriteLong, modalities.input()) > input) {
      anomalies.add("inputTokens");
    }
    if (reasoning + modalities.audioOutputTokens() > output) {
      anomalies.add("outputTokens");
    }
    return new TokenUsage(
        input,
        output,
        cachedWithin,
        writeWithin,
        longWithin,
        thinking,
        UsageMeasure.PROVIDER_REPORTED,
        null,
        modalities.within(input - cachedWithin - writeWithin - longWithin, output - thinking),
        anomalies);
  }

  /** Input and output together. */
  public long totalTokens() {
    return inputTokens + outputTokens;
  }

  private static long estimate(String text) {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  static void requireNotNegative(long value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
  }
}
