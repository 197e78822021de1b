package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * The tokens of one call, in OpenTelemetry's inclusive form: a part is counted in its total, too.
 *
 * @param inputTokens prompt tokens, those of the cache included
 * @param outputTokens generated tokens, reasoning included
 * @param cachedInput of the input: read from the cache
 * @param cacheWriteShort of the input: written to the short-lived cache
 * @param cacheWriteLong of the input: written to the long-lived cache
 * @param reasoning of the output: spent on reasoning
 * @param measure how the numbers became known
 * @param tier the service tier at which the provider did the call
 * @param modalities of both: what is not text
 * @param anomalies what of the report had to be corrected, by the names of {@link
 *     UsageReport#normalised}; empty for a sound report
 */
public record Usage(
    long inputTokens,
    long outputTokens,
    long cachedInput,
    long cacheWriteShort,
    long cacheWriteLong,
    long reasoning,
    Measure measure,
    ServiceTier tier,
    Modalities modalities,
    List<String> anomalies) {

  /** The largest count that is believed, far above any context window and far below an overflow. */
  public static final long MAX_TOKENS = 1_000_000_000_000L;

  /**
   * @throws IllegalArgumentException if a count is negative or above {@link #MAX_TOKENS}, or the
   *     parts exceed their total; {@link UsageReport#normalised()} reads such a report without
   *     throwing
   */
  public Usage {
    requireCount(inputTokens, "inputTokens");
    requireCount(outputTokens, "outputTokens");
    requireCount(cachedInput, "cachedInput");
    requireCount(cacheWriteShort, "cacheWriteShort");
    requireCount(cacheWriteLong, "cacheWriteLong");
    requireCount(reasoning, "reasoning");
    requireNonNull(measure, "measure");
    tier = requireNonNullElse(tier, ServiceTier.STANDARD);
    modalities = requireNonNullElse(modalities, Modalities.NONE);
    anomalies = List.copyOf(requireNonNullElse(anomalies, List.of()));
    if (cachedInput + cacheWriteShort + cacheWriteLong + modalities.input() > inputTokens) {
      throw new IllegalArgumentException("the parts exceed inputTokens " + inputTokens);
    }
    if (reasoning + modalities.audioOutput() > outputTokens) {
      throw new IllegalArgumentException("the parts exceed outputTokens " + outputTokens);
    }
  }

  /** Usage of text at the standard tier. */
  public Usage(
      long inputTokens,
      long outputTokens,
      long cachedInput,
      long cacheWriteShort,
      long cacheWriteLong,
      long reasoning,
      Measure measure) {
    this(
        inputTokens,
        outputTokens,
        cachedInput,
        cacheWriteShort,
        cacheWriteLong,
        reasoning,
        measure,
        ServiceTier.STANDARD,
        Modalities.NONE,
        List.of());
  }

  /** Usage of text. */
  public Usage(
      long inputTokens,
      long outputTokens,
      long cachedInput,
      long cacheWriteShort,
      long cacheWriteLong,
      long reasoning,
      Measure measure,
      ServiceTier tier) {
    this(
        inputTokens,
        outputTokens,
        cachedInput,
        cacheWriteShort,
        cacheWriteLong,
        reasoning,
        measure,
        tier,
        Modalities.NONE,
        List.of());
  }

  /** Usage without caching or reasoning. */
  public static Usage of(long inputTokens, long outputTokens, Measure measure) {
    return new Usage(inputTokens, outputTokens, 0, 0, 0, 0, measure);
  }

  /** Input of text that met no cache. */
  public long plainInput() {
    return inputTokens - cachedInput - cacheWriteShort - cacheWriteLong - modalities.input();
  }

  /** Output of text that is not reasoning. */
  public long visibleOutput() {
    return outputTokens - reasoning - modalities.audioOutput();
  }

  /** Input and output together: what a tenant is charged for. */
  public long totalTokens() {
    return inputTokens + outputTokens;
  }

  /** The same usage at another tier. */
  public Usage at(ServiceTier other) {
    return new Usage(
        inputTokens,
        outputTokens,
        cachedInput,
        cacheWriteShort,
        cacheWriteLong,
        reasoning,
        measure,
        other,
        modalities,
        anomalies);
  }

  static void requireCount(long count, String name) {
    if (count < 0 || count > MAX_TOKENS) {
      throw new IllegalArgumentException(
          name + " must be between 0 and " + MAX_TOKENS + " but is " + count);
    }
  }
}
