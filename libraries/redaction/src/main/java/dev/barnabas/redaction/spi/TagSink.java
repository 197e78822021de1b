package dev.barnabas.redaction.spi;

/** Takes what a tagger finds. Positions are those of the {@link TextView}. */
@FunctionalInterface
public interface TagSink {

  /**
   * Takes one span.
   *
   * @param start the first normalised character
   * @param end the one after the last, greater than {@code start}
   * @param type what was found
   * @param score how sure the tagger is, from 0 to 1
   */
  void accept(int start, int end, EntityType type, float score);
}
