package dev.barnabas.pricing;

import java.util.List;

/**
 * The names of what is counted on a usage event. They are strings, not an enum, because the
 * vocabulary grows and an old reader must be able to pass a new meter on.
 */
public final class Meters {

  /** Prompt tokens of text, neither read from nor written to a provider's cache. */
  public static final String INPUT = "input";

  /** Prompt tokens read from a provider's cache. */
  public static final String CACHED_INPUT = "cached_input";

  /** Prompt tokens written to a provider's short-lived cache (5 minutes with Anthropic). */
  public static final String CACHE_WRITE_SHORT = "cache_write_short";

  /** Prompt tokens written to a provider's long-lived cache (one hour with Anthropic). */
  public static final String CACHE_WRITE_LONG = "cache_write_long";

  /** Prompt tokens of audio, neither read from nor written to a cache. */
  public static final String AUDIO_INPUT = "audio_input";

  /** Prompt tokens of images, neither read from nor written to a cache. */
  public static final String IMAGE_INPUT = "image_input";

  /** Generated tokens that the caller sees, as text. */
  public static final String OUTPUT = "output";

  /** Generated tokens of audio. */
  public static final String AUDIO_OUTPUT = "audio_output";

  /** Generated tokens spent on reasoning. */
  public static final String REASONING = "reasoning";

  /** One call, where a provider charges per request. Not a token meter. */
  public static final String REQUEST = "request";

  /** Capacity that is billed whether it is used or not, for an hour. Not a token meter. */
  public static final String CAPACITY_HOUR = "capacity_hour";

  /** The same for a month of the calendar. Not a token meter. */
  public static final String CAPACITY_MONTH = "capacity_month";

  /**
   * The meters that count tokens. On one usage event their quantities add up to the tokens of the
   * call.
   */
  public static final List<String> TOKENS =
      List.of(
          INPUT,
          CACHED_INPUT,
          CACHE_WRITE_SHORT,
          CACHE_WRITE_LONG,
          AUDIO_INPUT,
          IMAGE_INPUT,
          OUTPUT,
          AUDIO_OUTPUT,
          REASONING);

  private Meters() {}
}
