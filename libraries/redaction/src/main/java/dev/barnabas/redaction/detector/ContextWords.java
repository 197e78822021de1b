package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The words that speak for or against a reading of a value nearby, for all topics at once: a word
 * is hashed while it is read and looked up without making a string of it.
 *
 * <p>The resource {@code context-words.txt} has a line per topic and verdict: {@code PHONE strong
 * tel mobile …}.
 */
final class ContextWords {

  private static final int LONGEST_WORD = 24;
  private static final ContextWords WORDS = read();

  /** By the first and the last letter, bit n: there is such a word of n letters. */
  private final int[] lengths = new int[32 * 32];

  private final long[] hashes;
  private final int[] strong;
  private final int[] weak;
  private final int[] against;

  private ContextWords(int capacity) {
    hashes = new long[capacity];
    strong = new int[capacity];
    weak = new int[capacity];
    against = new int[capacity];
  }

  private static ContextWords read() {
    List<String[]> lines = new ArrayList<>();
    int words = 0;
    try (InputStream in =
            Objects.requireNonNull(ContextWords.class.getResourceAsStream("context-words.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          String[] parts = line.split(" ", -1);
          lines.add(parts);
          words += parts.length;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ContextWords table = new ContextWords(Integer.highestOneBit(words) * 4);
    lines.forEach(table::add);
    return table;
  }

  private void add(String[] line) {
    int bit = Topic.valueOf(line[0]).bit();
    int[] masks =
        switch (line[1]) {
          case "strong" -> strong;
          case "weak" -> weak;
          case "against" -> against;
          default -> throw new IllegalStateException("unknown verdict " + line[1]);
        };
    for (int i = 2; i < line.length; i++) {
      long hash = WordHash.of(line[i].toLowerCase(Locale.ROOT));
      int slot = slot(hash);
      hashes[slot] = hash;
      masks[slot] |= bit;
      String word = line[i];
      lengths[ends(word.charAt(0), word.charAt(word.length() - 1))] |= 1 << word.length();
    }
  }

  /** Turns away most words by their ends and their length, before they are hashed. */
  private boolean possible(char first, char last, int length) {
    return (lengths[ends(first, last)] >>> length & 1) != 0;
  }

  private static int ends(char first, char last) {
    return ((Chars.lower(first) & 31) << 5) | (Chars.lower(last) & 31);
  }

  private int slot(long hash) {
    int slot = (int) (hash >>> 32) & (hashes.length - 1);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }

  /** Says whether the word from {@code start} to {@code end} may be one of them. */
  static boolean possible(TextView view, int start, int end) {
    return end - start <= LONGEST_WORD
        && WORDS.possible(view.charAt(start), view.charAt(end - 1), end - start);
  }

  /** Says whether a word that was hashed is one of them. */
  static boolean known(long hash) {
    return WORDS.hashes[WORDS.slot(hash)] == hash;
  }

  /** Lets a word speak that was hashed: {@code into} learns what is not decided yet. */
  static void hear(long hash, Verdicts into) {
    int slot = WORDS.slot(hash);
    if (WORDS.hashes[slot] == hash) {
      into.add(WORDS.strong[slot], WORDS.weak[slot], WORDS.against[slot]);
    }
  }
}
