package dev.barnabas.vocabulary;

/**
 * What a usage line counts. The lines of one event are disjoint. {@link #word()} is the word in
 * {@code UsageLine.meter}.
 */
public enum Meter {
  /** Prompt tokens of text that no cache served or stored. */
  INPUT("input"),
  /** Prompt tokens read from the provider's cache. */
  CACHED_INPUT("cached_input"),
  /** Prompt tokens written to the provider's short-lived cache. */
  CACHE_WRITE_SHORT("cache_write_short"),
  /** Prompt tokens written to the provider's long-lived cache. */
  CACHE_WRITE_LONG("cache_write_long"),
  /** Prompt tokens of audio that no cache served or stored. */
  AUDIO_INPUT("audio_input"),
  /** Prompt tokens of images that no cache served or stored. */
  IMAGE_INPUT("image_input"),
  /** Generated tokens of text that the answer shows. */
  OUTPUT("output"),
  /** Generated tokens of audio. */
  AUDIO_OUTPUT("audio_output"),
  /** Generated tokens that the answer does not show. */
  REASONING("reasoning"),
  /** One HTTP call. */
  REQUEST("request");

  private final String word;

  Meter(String word) {
    this.word = word;
  }

  /** The word in the record. */
  public String word() {
    return word;
  }
}
