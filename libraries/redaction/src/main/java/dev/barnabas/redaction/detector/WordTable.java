package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of words by their hashes, each with a small number. Most words of a text are turned away by
 * their length and first letter, before they are hashed.
 */
final class WordTable {

  /** What a word that is not in the table stands for. */
  static final int NONE = 0;

  private static final int FILTER = 64;
  private static final int FIRSTS = 64;

  private final long[] hashes;
  private final int[] values;

  /** Turns away most of the words that are not in the table, by bits of their hashes. */
  private final long[] filter = new long[FILTER];

  /** By the low bits of the first letter in lower case, bit n: a word of n letters begins so. */
  private final long[] lengths = new long[FIRSTS];

  private final List<String> words = new ArrayList<>();
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
    words.add(word);
    lengths[Chars.lower(word.charAt(0)) & (FIRSTS - 1)] |= 1L << word.length();
  }

  /** Every word that was put in. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** What the word from {@code start} to {@code end} stands for, in any case. */
  int get(TextView view, int start, int end) {
    return possible(view.charAt(start), end - start) ? get(WordHash.of(view, start, end)) : NONE;
  }

  /** What the end of a text from {@code start} on stands for, in any case. */
  int get(String text, int start) {
    int end = text.length();
    return start < end && possible(text.charAt(start), end - start)
        ? get(WordHash.of(text, start, end))
        : NONE;
  }

  private boolean possible(char first, int length) {
    return (lengths[Chars.lower(first) & (FIRSTS - 1)] >>> length & 1) != 0 && length < Long.SIZE;
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
