package dev.barnabas.redaction.spi;

/** Takes what a detector finds. Positions are those of the {@link TextView}. */
@FunctionalInterface
public interface SpanSink {

  /**
   * Takes one span.
   *
   * @param start the first normalised character
   * @param end the one after the last, greater than {@code start}
   * @param type what was found
   * @param strength how sure that is
   * @param identity equal for two spellings of one value; empty: the folded text decides
   */
  void accept(int start, int end, EntityType type, Strength strength, String identity);

  /** Takes one span whose folded text is its identity. */
  default void accept(int start, int end, EntityType type, Strength strength) {
    accept(start, end, type, strength, "");
  }

  /**
   * Takes one statistical span with a score; a sink without thresholds takes it as it is.
   *
   * @param score how sure the detector is, from 0 to 1
   */
  default void accept(int start, int end, EntityType type, float score) {
    accept(start, end, type, Strength.SCORED, "");
  }
}
