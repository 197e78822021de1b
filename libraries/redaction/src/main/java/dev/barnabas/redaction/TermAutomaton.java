package dev.barnabas.redaction;

import java.util.Arrays;
import java.util.List;

/**
 * Finds many terms in one pass (Aho and Corasick, 1975). Characters are fed one by one; the state
 * is the caller's.
 */
final class TermAutomaton {

  /** The state before the first character. */
  static final int START = 0;

  private static final int NONE = -1;

  private final List<String> terms;
  private final int[] fail;
  private final int[] term;
  private final int[] shorter;
  private final boolean[] begins = new boolean[128];
  private int states = 1;
  private long[] keys = new long[64];
  private int[] targets = new int[64];
  private int transitions;

  /** Takes terms that are distinct and not empty. */
  TermAutomaton(List<String> terms) {
    this.terms = List.copyOf(terms);
    int capacity = 1 + terms.stream().mapToInt(String::length).sum();
    fail = new int[capacity];
    term = new int[capacity];
    shorter = new int[capacity];
    Arrays.fill(term, NONE);
    Arrays.fill(shorter, NONE);
    int[] parent = new int[capacity];
    char[] by = new char[capacity];
    int[] depth = new int[capacity];
    for (int i = 0; i < terms.size(); i++) {
      int state = START;
      char begin = terms.get(i).charAt(0);
      if (begin < begins.length) {
        begins[begin] = true;
      }
      for (char c : terms.get(i).toCharArray()) {
        int next = target(state, c);
        if (next == NONE) {
          next = states++;
          parent[next] = state;
          by[next] = c;
          depth[next] = depth[state] + 1;
          put(state, c, next);
        }
        state = next;
      }
      term[state] = i;
    }
    link(parent, by, depth);
  }

  private void link(int[] parent, char[] by, int[] depth) {
    for (int state : byDepth(depth)) {
      if (state == START) {
        continue;
      }
      int suffix = depth[state] == 1 ? START : next(fail[parent[state]], by[state]);
      fail[state] = suffix;
      shorter[state] = term[suffix] == NONE ? shorter[suffix] : suffix;
    }
  }

  /** The states, shallower ones first, by counting. */
  private int[] byDepth(int[] depth) {
    int[] at = new int[states + 1];
    for (int state = 0; state < states; state++) {
      at[depth[state] + 1]++;
    }
    for (int d = 1; d <= states; d++) {
      at[d] += at[d - 1];
    }
    int[] order = new int[states];
    for (int state = 0; state < states; state++) {
      order[at[depth[state]]++] = state;
    }
    return order;
  }

  /** The state after one more character. */
  int next(int state, char c) {
    if (state == START && c < begins.length && !begins[c]) {
      return START;
    }
    int from = state;
    while (true) {
      int to = target(from, c);
      if (to != NONE) {
        return to;
      }
      if (from == START) {
        return START;
      }
      from = fail[from];
    }
  }

  /** The first state on whose chain a term ends here, or -1. */
  int match(int state) {
    return term[state] == NONE ? shorter[state] : state;
  }

  /** The next shorter match behind one, or -1. */
  int shorterMatch(int match) {
    return shorter[match];
  }

  /** The index of the term of a match. */
  int termOf(int match) {
    return term[match];
  }

  String term(int index) {
    return terms.get(index);
  }

  private int target(int state, char c) {
    long key = ((long) (state + 1) << 16) | c;
    int slot = slot(key, keys);
    return keys[slot] == key ? targets[slot] : NONE;
  }

  private void put(int state, char c, int to) {
    if (++transitions * 2 > keys.length) {
      grow();
    }
    long key = ((long) (state + 1) << 16) | c;
    int slot = slot(key, keys);
    keys[slot] = key;
    targets[slot] = to;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[oldKeys.length * 2];
    targets = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i], keys);
        keys[slot] = oldKeys[i];
        targets[slot] = oldTargets[i];
      }
    }
  }

  private static int slot(long key, long[] keys) {
    long hash = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> 40) & (keys.length - 1);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
