package dev.barnabas.redaction.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A finite automaton over decimal digits, made from the patterns of a numbering plan. It reads each
 * digit once, so that no input makes it slow. The patterns know digits, {@code \d}, classes, groups
 * without capture, alternatives and counted repeats; anything else is refused.
 */
final class DigitPattern {

  private static final int DIGITS = 10;

  /** The state in which nothing matches any more. */
  static final int DEAD = 0;

  /** The state before the first digit. */
  static final int START = 1;

  private final short[] next;
  private final int[] lengths;

  private DigitPattern(short[] next, int[] lengths) {
    this.next = next;
    this.lengths = lengths;
  }

  /** The state after one more digit. */
  int next(int state, int digit) {
    return next[state * DIGITS + digit];
  }

  /** Says whether a number of so many digits may end in a state. */
  boolean accepts(int state, int length) {
    return (lengths[state] >> length & 1) == 1;
  }

  /** Says whether digits match as a whole. */
  boolean matches(byte[] digits, int from, int length) {
    int state = START;
    for (int i = 0; i < length && state != DEAD; i++) {
      state = next(state, digits[from + i]);
    }
    return accepts(state, length);
  }

  /** For every state and depth, bit n is set if a number of n digits can be reached from there. */
  int[] reachable(int most) {
    int[] reached = new int[lengths.length * (most + 1)];
    for (int depth = most; depth >= 0; depth--) {
      for (int state = START; state < lengths.length; state++) {
        int mask = accepts(state, depth) ? 1 << depth : 0;
        for (int digit = 0; digit < DIGITS && depth < most; digit++) {
          int to = next(state, digit);
          mask |= to == DEAD ? 0 : reached[to * (most + 1) + depth + 1];
        }
        reached[state * (most + 1) + depth] = mask;
      }
    }
    return reached;
  }

  /** Collects patterns and makes one automaton of them. */
  static final class Builder {

    private final List<int[]> edges = new ArrayList<>();
    private final List<List<Integer>> silent = new ArrayList<>();
    private final Map<Integer, Integer> accepting = new HashMap<>();
    private final int start = state();
    private String pattern = "";
    private int at;

    /** Adds a pattern whose matches count only with a length of the mask. */
    void add(String text, int lengthMask) {
      pattern = text;
      at = 0;
      int end = alternatives(start);
      if (at != pattern.length()) {
        throw new IllegalStateException("unexpected " + pattern.charAt(at) + " in a plan");
      }
      accepting.merge(end, lengthMask, (a, b) -> a | b);
    }

    /** Parses alternatives that begin in a state; returns the state in which all of them end. */
    private int alternatives(int from) {
      int end = state();
      do {
        int begin = state();
        silent.get(from).add(begin);
        silent.get(sequence(begin)).add(end);
      } while (take('|'));
      return end;
    }

    private boolean take(char c) {
      if (at < pattern.length() && pattern.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private int sequence(int from) {
      int state = from;
      while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
        int atomStart = at;
        int end = atom(state);
        int least = 1;
        int most = 1;
        if (take('?')) {
          least = 0;
        } else if (take('{')) {
          int close = pattern.indexOf('}', at);
          String[] bounds = pattern.substring(at, close).split(",", -1);
          least = Integer.parseInt(bounds[0]);
          most = Integer.parseInt(bounds[bounds.length - 1]);
          at = close + 1;
        }
        state = repeat(state, end, atomStart, least, most);
      }
      return state;
    }

    /** The atom was read once from {@code from} to {@code end}; reads it as often as it may be. */
    private int repeat(int from, int end, int atomStart, int least, int most) {
      int after = at;
      int all = state();
      if (least == 0) {
        silent.get(from).add(all);
      }
      int state = end;
      for (int times = 1; times <= most; times++) {
        if (times >= least) {
          silent.get(state).add(all);
        }
        if (times < most) {
          at = atomStart;
          state = atom(state);
        }
      }
      at = after;
      return all;
    }

    private int atom(int from) {
      char c = pattern.charAt(at++);
      if (c == '(') {
        if (pattern.startsWith("?:", at)) {
          at += 2;
        }
        int end = alternatives(from);
        if (!take(')')) {
          throw new IllegalStateException("a group of a plan does not close");
        }
        return end;
      }
      int end = state();
      for (int digit = 0, set = set(c); digit < DIGITS; digit++) {
        if ((set >> digit & 1) == 1) {
          edges.get(from)[digit] = end;
        }
      }
      return end;
    }

    private int set(char c) {
      if (c == '\\') {
        if (pattern.charAt(at++) != 'd') {
          throw new IllegalStateException("unknown escape in a plan");
        }
        return (1 << DIGITS) - 1;
      }
      if (c != '[') {
        return 1 << digit(c);
      }
      int set = 0;
      while (!take(']')) {
        int low = digit(pattern.charAt(at++));
        int high = take('-') ? digit(pattern.charAt(at++)) : low;
        for (int digit = low; digit <= high; digit++) {
          set |= 1 << digit;
        }
      }
      return set;
    }

    private static int digit(char c) {
      if (c < '0' || c > '9') {
        throw new IllegalStateException("unexpected " + c + " in a plan");
      }
      return c - '0';
    }

    private int state() {
      int[] none = new int[DIGITS];
      Arrays.fill(none, -1);
      edges.add(none);
      silent.add(new ArrayList<>());
      return edges.size() - 1;
    }

    /** The automaton of all patterns, by the subset construction. */
    DigitPattern build() {
      Map<BitSet, Integer> known = new HashMap<>();
      List<BitSet> subsets = new ArrayList<>();
      subsets.add(new BitSet());
      known.put(subsets.getFirst(), DEAD);
      BitSet first = new BitSet();
      reach(start, first);
      subsets.add(first);
      known.put(first, START);
      List<short[]> rows = new ArrayList<>();
      for (int s = 0; s < subsets.size(); s++) {
        short[] row = new short[DIGITS];
        for (int digit = 0; digit < DIGITS; digit++) {
          BitSet target = step(subsets.get(s), digit);
          Integer number = known.putIfAbsent(target, subsets.size());
          if (number == null) {
            number = subsets.size();
            subsets.add(target);
          }
          row[digit] = number.shortValue();
        }
        rows.add(row);
      }
      return pack(subsets, rows);
    }

    private DigitPattern pack(List<BitSet> subsets, List<short[]> rows) {
      if (subsets.size() > Short.MAX_VALUE) {
        throw new IllegalStateException("a plan needs too many states");
      }
      short[] next = new short[rows.size() * DIGITS];
      int[] lengths = new int[rows.size()];
      for (int s = 0; s < rows.size(); s++) {
        System.arraycopy(rows.get(s), 0, next, s * DIGITS, DIGITS);
        BitSet subset = subsets.get(s);
        for (int state = subset.nextSetBit(0); state >= 0; state = subset.nextSetBit(state + 1)) {
          lengths[s] |= accepting.getOrDefault(state, 0);
        }
      }
      return new DigitPattern(next, lengths);
    }

    private BitSet step(BitSet subset, int digit) {
      BitSet target = new BitSet();
      for (int state = subset.nextSetBit(0); state >= 0; state = subset.nextSetBit(state + 1)) {
        int to = edges.get(state)[digit];
        if (to >= 0) {
          reach(to, target);
        }
      }
      return target;
    }

    private void reach(int state, BitSet into) {
      if (into.get(state)) {
        return;
      }
      into.set(state);
      for (int silently : silent.get(state)) {
        reach(silently, into);
      }
    }
  }
}
