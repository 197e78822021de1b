package dev.barnabas.redaction.ner;

/**
 * The weights of a model for tagging: the nine of a row as whole numbers in three words, so that
 * three additions add all nine.
 *
 * <p>A number has 21 bits of a word. A weight is made a whole number from 0 to 65535 by a scale and
 * an offset, so that the sums of up to 32 rows do not run into each other.
 */
final class PackedWeights {

  private static final int LANES = 3;
  private static final int BITS = 21;
  private static final int MASK = (1 << BITS) - 1;
  private static final int OFFSET = 1 << 15;

  private final long[] words;
  private final float unit;

  PackedWeights(float[] weights) {
    float greatest = 1;
    for (float weight : weights) {
      greatest = Math.max(greatest, Math.abs(weight));
    }
    float scale = (OFFSET - 1) / greatest;
    unit = 1 / scale;
    words = new long[weights.length / LANES];
    for (int i = 0; i < weights.length; i++) {
      long whole = (long) Math.round(weights[i] * scale) + OFFSET;
      words[i / LANES] |= whole << (i % LANES * BITS);
    }
  }

  /** Writes the sums of {@link Features#COUNT} rows, by tag. */
  void sums(int[] rows, float[] sums) {
    long a = 0;
    long b = 0;
    long c = 0;
    for (int row : rows) {
      int at = row * LANES;
      a += words[at];
      b += words[at + 1];
      c += words[at + 2];
    }
    unpack(a, sums, 0);
    unpack(b, sums, LANES);
    unpack(c, sums, 2 * LANES);
  }

  private void unpack(long word, float[] sums, int tag) {
    for (int lane = 0; lane < LANES; lane++) {
      int sum = (int) (word >>> (lane * BITS)) & MASK;
      sums[tag + lane] = (sum - Features.COUNT * OFFSET) * unit;
    }
  }
}
