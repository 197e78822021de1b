package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.Strength;

/** A span in the coordinates of a view, with what makes it the same as another. */
final class Found {

  private final int start;
  private final int end;
  private final EntityType type;
  private final Strength strength;
  private final String identity;

  /** The hash of the folded text; 0 until it is asked for. */
  private long hash;

  /**
   * A span.
   *
   * @param start the first normalised character
   * @param end the one after the last
   * @param type what was found
   * @param strength how sure that is
   * @param identity equal for two spellings of one value; empty: the folded text decides
   */
  Found(int start, int end, EntityType type, Strength strength, String identity) {
    this.start = start;
    this.end = end;
    this.type = type;
    this.strength = strength;
    this.identity = identity;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  EntityType type() {
    return type;
  }

  Strength strength() {
    return strength;
  }

  String identity() {
    return identity;
  }

  int length() {
    return end - start;
  }

  /** The hash of the folded text in its view, computed once. */
  long hash(NormalizedView view) {
    if (hash == 0) {
      hash = ValueTable.hash(view, start, end);
    }
    return hash;
  }
}
