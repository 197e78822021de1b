package dev.barnabas.redaction.ner;

import java.util.Arrays;

/**
 * Tags tokens from left to right. Tokens that cannot be part of a name are outside without being
 * scored; in training the same ones are passed over.
 */
final class Decoder {

  /** So many tokens may stand between a number and the word that makes it part of an address. */
  private static final int HOUSE_NUMBER = 3;

  private final Features features;
  private final int[] rows = new int[Features.COUNT];
  private final float[] sums = new float[Tags.COUNT];

  Decoder(Features features) {
    this.features = features;
  }

  /** Which case a whole text is in: 0 as usual, 1 without capitals, 2 without small letters. */
  static int textCase(Tokens t) {
    int capitals = 0;
    int uppers = 0;
    int lowers = 0;
    for (int i = Tokens.PAD; i < Tokens.PAD + t.count; i++) {
      switch (t.shape[i]) {
        case Tokens.LOWER -> lowers++;
        case Tokens.CAPITAL, Tokens.MIXED -> capitals++;
        case Tokens.UPPER -> uppers++;
        default -> {}
      }
    }
    if (capitals + uppers == 0) {
      return 1;
    }
    return uppers > 1 && lowers + capitals <= uppers / 4 ? 2 : 0;
  }

  /** Says whether a token can be passed over as outside. */
  static boolean plain(Tokens t, int i, int previous) {
    return (previous == Tags.OUTSIDE && !begins(t, i)) || Technical.is(t, i);
  }

  /**
   * Says whether a name may begin with a token, by its shape and what is known of it: not with a
   * common word in small letters, where others have capitals, nor with a number before no word.
   */
  static boolean begins(Tokens t, int i) {
    int known = t.known[i];
    byte shape = t.shape[i];
    if (shape == Tokens.LOWER) {
      boolean common = (known & Gazetteer.COMMON) != 0;
      boolean namelike = (known & Gazetteer.NAMELIKE) != 0;
      return t.textCase == 1 ? namelike || !common : namelike && !common;
    }
    if (shape >= Tokens.NUMBER && shape < Tokens.CODE) {
      return wordBehind(t, i);
    }
    return shape <= Tokens.CODE;
  }

  /** Says whether a word stands behind a number, or behind a second one, as in an address. */
  private static boolean wordBehind(Tokens t, int i) {
    int next = i + 1;
    for (int n = 0; n < HOUSE_NUMBER && t.shape[next] >= Tokens.NUMBER && part(t, next); n++) {
      next++;
    }
    byte shape = t.shape[next];
    return shape == Tokens.LOWER ? begins(t, next) : shape < Tokens.NUMBER;
  }

  private static boolean part(Tokens t, int i) {
    if (t.shape[i] != Tokens.SIGN) {
      return t.shape[i] <= Tokens.CODE;
    }
    char c = t.view.charAt(t.start[i]);
    return c == '-' || c == '/';
  }

  int[] rows() {
    return rows;
  }

  /** Scores a token by weights as they are; returns the best tag that may follow. */
  int best(Tokens t, int i, int previous, int beforeThat, float[] weights) {
    features.fixed(t, i, rows);
    features.variable(t, i, previous, beforeThat, rows);
    Arrays.fill(sums, 0);
    for (int row : rows) {
      for (int tag = 0; tag < Tags.COUNT; tag++) {
        sums[tag] += weights[row * Tags.COUNT + tag];
      }
    }
    return best(previous);
  }

  /** The same by packed weights, with something added to the sum of being outside. */
  int best(Tokens t, int i, int previous, int beforeThat, PackedWeights weights, float bias) {
    features.fixed(t, i, rows);
    features.variable(t, i, previous, beforeThat, rows);
    weights.sums(rows, sums);
    sums[Tags.OUTSIDE] += bias;
    return best(previous);
  }

  private int best(int previous) {
    int best = 0;
    for (int tag = 1; tag < Tags.COUNT; tag++) {
      if (sums[tag] > sums[best] && Tags.follows(tag, previous)) {
        best = tag;
      }
    }
    return best;
  }

  /** By how much the tag of the last scored token beats being outside. */
  float margin(int tag) {
    return sums[tag] - sums[0];
  }
}
