package dev.barnabas.redaction.ner;

/**
 * The features of a token, each hashed to a row of weights: the word and its neighbours, beginnings
 * and endings, shapes, what the gazetteer knows, and the tags before.
 */
final class Features {

  /** Features that depend on the text alone. */
  static final int FIXED = 23;

  /** All features; the others depend on the tags before as well. */
  static final int COUNT = 29;

  private final int mask;

  Features(int rows) {
    if (Integer.bitCount(rows) != 1) {
      throw new IllegalArgumentException("rows must be a power of two: " + rows);
    }
    this.mask = rows - 1;
  }

  /** Writes the rows of the features of token {@code i} that depend on the text alone. */
  void fixed(Tokens t, int i, int[] rows) {
    int shape = t.shape[i];
    int known = t.known[i];
    int around = (t.shape[i - 1] * 31 + shape) * 31 + t.shape[i + 1];
    int sight = known * 64 + shape;
    rows[0] = row(0, sight * 4 + t.textCase);
    rows[1] = row(1, t.word[i]);
    rows[2] = row(2, t.word[i - 1]);
    rows[3] = row(3, t.word[i + 1]);
    rows[4] = row(4, t.word[i - 2]);
    rows[5] = row(5, t.word[i + 2]);
    rows[6] = row(6, t.suffix3[i]);
    rows[7] = row(7, t.suffix2[i] ^ shape);
    rows[8] = row(8, t.prefix[i]);
    rows[9] = row(9, around * 2 + (t.sentence[i] ? 1 : 0));
    rows[10] = row(10, sight * 2 + (t.sentence[i] ? 1 : 0));
    rows[11] = row(11, (t.known[i - 1] * 64 + t.shape[i - 1]) * 8191 + sight);
    rows[12] = row(12, (t.known[i + 1] * 64 + t.shape[i + 1]) * 8191 + sight);
    rows[13] = row(13, t.word[i - 1] * 31 + t.word[i]);
    rows[14] = row(14, t.word[i + 1] * 31 + t.word[i]);
    rows[15] = row(15, t.word[i - 1] * 31 + sight);
    rows[16] = row(16, t.word[i + 1] * 31 + sight);
    rows[17] = row(17, t.word[i - 1] * 31 + t.word[i + 1]);
    rows[18] = row(18, t.word[i - 2] * 31 + t.word[i - 1]);
    rows[19] = row(19, t.suffix4[i] ^ shape);
    rows[20] = row(20, (t.shape[i + 2] * 31 + t.shape[i + 1]) * 31 + shape);
    rows[21] = row(21, (t.shape[i - 2] * 31 + t.shape[i - 1]) * 31 + shape);
    rows[22] = row(22, t.word[i + 1] * 31 + t.word[i + 2]);
  }

  /** Writes the rows of the features that depend on the two tags before as well. */
  void variable(Tokens t, int i, int previous, int beforeThat, int[] rows) {
    int shape = t.shape[i];
    int sight = t.known[i] * 64 + shape;
    int tags = previous * Tags.COUNT + beforeThat;
    rows[23] = row(23, t.word[i] * 31 + previous);
    rows[24] = row(24, sight * Tags.COUNT + previous);
    rows[25] = row(25, shape * 128 + tags);
    rows[26] = row(26, t.word[i + 1] * 31 + previous);
    rows[27] = row(27, t.word[i - 1] * 31 + previous);
    rows[28] = row(28, (t.shape[i + 1] * 31 + shape) * 128 + tags);
  }

  private int row(int feature, int value) {
    int hash = (value + feature * 0x3C6EF372) * 0x9E3779B1;
    hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
    return (hash ^ (hash >>> 13)) & mask;
  }
}
