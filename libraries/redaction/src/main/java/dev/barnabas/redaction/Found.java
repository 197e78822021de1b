package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.Strength;
import org.jspecify.annotations.Nullable;

/** A span in the coordinates of a view, with what makes it the same as another. */
final class Found {

  private final int start;
  private final int end;
  private final EntityType type;
  private final Strength strength;
  private final String identity;

  /** The hash of the folded text; 0 until it is asked for. */
  private long hash;

  /** One found before that is spelled the same, itself if there is none; null if not asked for. */
  private @Nullable Found same;

  /** What its value is replaced by, on the first that is spelled so. */
  private Numbering.@Nullable Known replaced;

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

  /** The first that was found spelled the same; this one until another is known. */
  Found first() {
    return same == null ? this : same;
  }

  /** Says that another, found before, is spelled the same. */
  void isSpelledAs(Found other) {
    same = other;
  }

  Numbering.@Nullable Known replaced() {
    return replaced;
  }

  void replaceBy(Numbering.Known value) {
    replaced = value;
  }

  /** The hash of the folded text in its view, computed once. */
  long hash(NormalizedView view) {
    if (hash == 0) {
      hash = ValueTable.hash(view, start, end);
    }
    return hash;
  }
}
