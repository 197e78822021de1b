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
 * @param modalities what of it was not text
 * @param anomalies what the worker found wrong in it
 */
public record UsageReport(
    long inputTokens,
    long outputTokens,
    long cachedInput,
    long cacheWriteShort,
    long cacheWriteLong,
    long reasoning,
    Measure measure,
    @Nullable String serviceTier,
    Counts modalities,
    List<String> anomalies) {

  public UsageReport {
    requireNonNull(measure, "measure");
    requireNonNull(modalities, "modalities");
    anomalies = List.copyOf(anomalies);
  }

  /**
   * Counts of tokens that are not text, as they were reported.
   *
   * @param audioInput of the input: audio, cached or not
   * @param imageInput of the input: images, cached or not
   * @param audioOutput of the output: audio
   */
  public record Counts(long audioInput, long imageInput, long audioOutput) {
    /** Nothing was said. */
    public static final Counts NONE = new Counts(0, 0, 0);
  }

  /** A report on text, in which nobody has found anything wrong yet. */
  public UsageReport(
      long inputTokens,
      long outputTokens,
      long cachedInput,
      long cacheWriteShort,
      long cacheWriteLong,
      long reasoning,
      Measure measure,
      @Nullable String serviceTier) {
    this(
        inputTokens,
        outputTokens,
        cachedInput,
        cacheWriteShort,
        cacheWriteLong,
        reasoning,
        measure,
        serviceTier,
        Counts.NONE,
        List.of());
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
   *
   * <p>A provider counts cached tokens whatever they are, and audio and images whether cached or
   * not. Of a token that is both, the cache decides: audio, then images, are what room the cache
   * leaves.
   */
  public Normalised normalised() {
    var found = new ArrayList<>(anomalies);
    // Parts of one total must stay below its limit together.
    long limit = Usage.MAX_TOKENS / 3;
    long cached = bounded(cachedInput, limit, "cachedInput", found);
    long writeShort = bounded(cacheWriteShort, limit, "cacheWriteShort", found);
    long writeLong = bounded(cacheWriteLong, limit, "cacheWriteLong", found);
    long thinking = bounded(reasoning, limit, "reasoning", found);
    long input = bounded(inputTokens, Usage.MAX_TOKENS, "inputTokens", found);
    long output = bounded(outputTokens, Usage.MAX_TOKENS, "outputTokens", found);
    var other = bounded(limit, found);
    long inCache = cached + writeShort + writeLong;
    input = atLeast(Math.max(inCache, other.input()), input, "inputTokens", found);
    output = atLeast(thinking + other.audioOutput(), output, "outputTokens", found);
    var usage =
        new Usage(
            input,
            output,
            cached,
            writeShort,
            writeLong,
            thinking,
            measure,
            ServiceTier.of(serviceTier),
            other.within(input - inCache, output - thinking),
            found);
    return new Normalised(usage, found);
  }

  private Modalities bounded(long limit, List<String> found) {
    return new Modalities(
        bounded(modalities.audioInput, limit, "audioInput", found),
        bounded(modalities.imageInput, limit, "imageInput", found),
        bounded(modalities.audioOutput, limit, "audioOutput", found));
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
