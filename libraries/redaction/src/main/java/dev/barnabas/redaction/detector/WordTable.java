package dev.barnabas.redaction.detector;

/** A set of words by their hashes, each with a small number. */
final class WordTable {

  /** What a word that is not in the table stands for. */
  static final int NONE = 0;

  private static final int FILTER = 64;

  private final long[] hashes;
  private final int[] values;

  /** Turns away most of the words that are not in the table, by bits of their hashes. */
  private final long[] filter = new long[FILTER];

  private int size;

  WordTable(int words) {
    int capacity = Integer.highestOneBit(Math.max(4, words)) * 4;
    hashes = new long[capacity];
    values = new int[capacity];
  }

  /** A table in which every one of these words stands for 1. */
  static WordTable of(String words) {
    String[] all = words.split(" ", -1);
    WordTable table = new WordTable(all.length);
    for (String word : all) {
      table.put(word, 1);
    }
    return table;
  }

  void put(String word, int value) {
    if (++size * 2 > hashes.length) {
      throw new IllegalStateException("more words than the table was made for");
    }
    long hash = WordHash.of(word);
    int slot = slot(hash);
    hashes[slot] = hash;
    filter[((int) hash >>> 3) & (FILTER - 1)] |= 1L << (hash >>> 20);
    values[slot] |= value;
  }

  int get(long hash) {
    if ((filter[((int) hash >>> 3) & (FILTER - 1)] & (1L << (hash >>> 20))) == 0) {
      return NONE;
    }
    int slot = slot(hash);
    return hashes[slot] == hash ? values[slot] : NONE;
  }

  private int slot(long hash) {
    int slot = (int) (hash >>> 32) & (hashes.length - 1);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }
}
