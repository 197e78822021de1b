package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.Strength;

/**
 * A span in the coordinates of a view, with what makes it the same as another.
 *
 * @param start the first normalised character
 * @param end the one after the last
 * @param type what was found
 * @param strength how sure that is
 * @param identity equal for two spellings of one value; empty: the folded text decides
 */
record Found(int start, int end, EntityType type, Strength strength, String identity) {

  int length() {
    return end - start;
  }

  Found withIdentity(String other) {
    return new Found(start, end, type, strength, other);
  }
}
