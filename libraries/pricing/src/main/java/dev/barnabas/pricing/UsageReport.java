package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider (or a worker on its behalf) said a call used. Nothing about it is believed yet.
 *
 * @param inputTokens prompt tokens, said to include those of the cache
 * @param outputTokens generated tokens, said to include reasoning
 * @param cachedInput of the input: read from the cache
 * @param cacheWriteShort of the input: written to the short-lived cache
 * @param cacheWriteLong of the input: written to the long-lived cache
 * @param reasoning of the output: spent on reasoning
 * @param measure how the numbers became known
 * @param serviceTier the provider's word for the tier at which it did the call; absent: standard
 */
public record UsageReport(
    long inputTokens,
    long outputTokens,
    long cachedInput,
    long cacheWriteShort,
    long cacheWriteLong,
    long reasoning,
    Measure measure,
    @Nullable String serviceTier) {

  public UsageReport {
    requireNonNull(measure, "measure");
  }

  /**
   * A usage that keeps its rules, and what had to change for it.
   *
   * @param usage the corrected usage
   * @param anomalies the names of the fields that were corrected; empty for a sound report
   */
  public record Normalised(Usage usage, List<String> anomalies) {
    public Normalised {
      requireNonNull(usage, "usage");
      anomalies = List.copyOf(anomalies);
    }
  }

  /**
   * Reads the report. A negative count becomes 0 and one above {@link Usage#MAX_TOKENS} becomes
   * that limit. A total smaller than its parts is raised to their sum, so that no reported token is
   * lost; the field is named in the anomalies.
   */
  public Normalised normalised() {
    var anomalies = new ArrayList<String>();
    // Three parts of one input must stay below its limit together.
    long limit = Usage.MAX_TOKENS / 3;
    long cached = bounded(cachedInput, limit, "cachedInput", anomalies);
    long writeShort = bounded(cacheWriteShort, limit, "cacheWriteShort", anomalies);
    long writeLong = bounded(cacheWriteLong, limit, "cacheWriteLong", anomalies);
    long thinking = bounded(reasoning, limit, "reasoning", anomalies);
    long input = bounded(inputTokens, Usage.MAX_TOKENS, "inputTokens", anomalies);
    long output = bounded(outputTokens, Usage.MAX_TOKENS, "outputTokens", anomalies);
    input = atLeast(cached + writeShort + writeLong, input, "inputTokens", anomalies);
    output = atLeast(thinking, output, "outputTokens", anomalies);
    return new Normalised(
        new Usage(input, output, cached, writeShort, writeLong, thinking, measure)
            .at(ServiceTier.of(serviceTier)),
        anomalies);
  }

  private static long bounded(long count, long max, String name, List<String> anomalies) {
    long bounded = Math.clamp(count, 0, max);
    note(bounded != count, name, anomalies);
    return bounded;
  }

  private static long atLeast(long parts, long total, String name, List<String> anomalies) {
    note(parts > total, name, anomalies);
    return Math.max(parts, total);
  }

  private static void note(boolean changed, String name, List<String> anomalies) {
    if (changed && !anomalies.contains(name)) {
      anomalies.add(name);
    }
  }
}
