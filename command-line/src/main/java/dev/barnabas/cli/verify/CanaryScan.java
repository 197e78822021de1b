package dev.barnabas.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds given texts in bytes. A text is looked for by its first four bytes, so the time is linear
 * in the bytes and does not grow with the number of texts. Immutable; any thread.
 */
final class CanaryScan {
  /** The fewest bytes of a text that is looked for. */
  static final int SHORTEST = 4;

  private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
  private final BitSet starts = new BitSet(1 << 16);
  private final List<byte[]> canaries = new ArrayList<>();

  /**
   * @param texts each of {@value #SHORTEST} bytes or more
   */
  CanaryScan(List<String> texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      canaries.add(bytes);
      starts.set(pair(bytes, 0));
      byStart.computeIfAbsent(four(bytes, 0), _ -> new ArrayList<>()).add(bytes);
    }
  }

  /** The number, from 1, of the first text that stands in the bytes; 0 where none does. */
  int find(byte @Nullable [] bytes) {
    if (bytes == null || canaries.isEmpty()) {
      return 0;
    }
    for (int i = 0; i + SHORTEST <= bytes.length; i++) {
      if (starts.get(pair(bytes, i))) {
        int found = at(bytes, i);
        if (found > 0) {
          return found;
        }
      }
    }
    return 0;
  }

  private int at(byte[] bytes, int i) {
    for (byte[] canary : byStart.getOrDefault(four(bytes, i), List.of())) {
      int end = i + canary.length;
      if (end <= bytes.length && Arrays.equals(bytes, i, end, canary, 0, canary.length)) {
        return canaries.indexOf(canary) + 1;
      }
    }
    return 0;
  }

  private static int pair(byte[] bytes, int i) {
    return ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
  }

  private static int four(byte[] bytes, int i) {
    return (pair(bytes, i) << 16) | pair(bytes, i + 2);
  }
}
