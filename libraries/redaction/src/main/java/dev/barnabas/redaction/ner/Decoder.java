package dev.barnabas.redaction.ner;

/**
 * Tags tokens from left to right. Tokens that cannot be part of a name are outside without being
 * scored; in training the same ones are passed over.
 */
final class Decoder {

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
  static boolean plain(Tokens t, int i, int textCase, int previous) {
    if (t.technical[i]) {
      return true;
    }
    if (previous != Tags.OUTSIDE) {
      return false;
    }
    int known = t.known[i];
    return switch (t.shape[i]) {
      case Tokens.LOWER ->
          (known & Gazetteer.NAMELIKE) == 0 && (textCase != 1 || (known & Gazetteer.COMMON) != 0);
      case Tokens.SIGN, Tokens.LINE -> true;
      default -> false;
    };
  }

  int[] rows() {
    return rows;
  }

  /** Scores a token; returns the best tag that may follow. */
  int best(
      Tokens t, int i, int textCase, int previous, int beforeThat, float[] weights, float bias) {
    features.fixed(t, i, textCase, rows);
    features.variable(t, i, previous, beforeThat, rows);
    float s0 = bias;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float s8 = 0;
    for (int row : rows) {
      int at = row * Tags.COUNT;
      s0 += weights[at];
      s1 += weights[at + 1];
      s2 += weights[at + 2];
      s3 += weights[at + 3];
      s4 += weights[at + 4];
      s5 += weights[at + 5];
      s6 += weights[at + 6];
      s7 += weights[at + 7];
      s8 += weights[at + 8];
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
    sums[8] = s8;
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
