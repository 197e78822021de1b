package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.Strength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a value that was confirmed once out of the whole request: its folded text as a whole word,
 * and the digits of a number however they are grouped. Few values are compared where one may begin;
 * many are looked for by automata, so that the time stays linear.
 */
final class Propagation {

  private static final int SHORTEST_TEXT = 5;
  private static final int SHORTEST_NUMBER = 7;
  private static final int SHORTEST_GROUPED = 9;
  private static final int WIDEST_GAP = 3;
  private static final int FEW = 60;
  private static final int BUCKETS = 128;

  private final List<Found> textSources = new ArrayList<>();
  private final List<Found> numberSources = new ArrayList<>();
  private final List<String> terms;

  /** By the low bits of a character, the first of the terms that may begin with it, plus one. */
  private final int[] heads = new int[BUCKETS];

  /** The next term of the same bucket, plus one. */
  private final int[] next;

  private final boolean[] grouped;
  private final @Nullable TermAutomaton texts;
  private final Map<String, Found> numberTerms;
  private @Nullable TermAutomaton numbers;

  private Propagation(Map<String, Found> texts, Map<String, Found> numbers) {
    this.terms = List.copyOf(texts.keySet());
    this.texts = terms.size() > FEW ? new TermAutomaton(terms) : null;
    this.numberTerms = numbers;
    this.grouped = new boolean[terms.size()];
    this.next = new int[terms.size()];
    for (int i = 0; i < terms.size(); i++) {
      grouped[i] = grouped(terms.get(i));
      int bucket = terms.get(i).charAt(0) & (BUCKETS - 1);
      next[i] = heads[bucket];
      heads[bucket] = i + 1;
    }
    textSources.addAll(texts.values());
    numberSources.addAll(numbers.values());
  }

  /** Spreads what was found in these leaves over all of them. */
  static void spread(List<LeafScan> scans) {
    Map<String, Found> texts = new LinkedHashMap<>();
    Map<String, Found> numbers = new LinkedHashMap<>();
    for (LeafScan scan : scans) {
      for (Found found : scan.spans()) {
        collect(scan, found, texts, numbers);
      }
    }
    if (!texts.isEmpty()) {
      Propagation propagation = new Propagation(texts, numbers);
      scans.forEach(propagation::apply);
    }
  }

  private static void collect(
      LeafScan scan, Found found, Map<String, Found> texts, Map<String, Found> numbers) {
    String folded = scan.folded(found);
    if (folded.length() < SHORTEST_TEXT) {
      return;
    }
    texts.putIfAbsent(folded, found);
    char first = folded.charAt(0);
    if (!digit(first) && first != '+' && first != '(') {
      return;
    }
    String digits = digits(folded);
    if (digits.length() >= SHORTEST_NUMBER) {
      Found source = found.withIdentity(scan.identity(found));
      texts.replace(folded, source);
      numbers.putIfAbsent(digits, source);
      String identity = digits(found.identity());
      if (identity.length() >= SHORTEST_NUMBER) {
        numbers.putIfAbsent(identity, source);
      }
    }
  }

  /** The digits of a number with separators; empty if the text is something else. */
  private static String digits(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (digit(c)) {
        digits.append(c);
      } else if (!gap(c) && c != '+') {
        return "";
      }
    }
    return digits.toString();
  }

  private void apply(LeafScan scan) {
    List<Found> more = new ArrayList<>();
    if (texts == null) {
      compareTexts(scan, more);
    } else {
      findTexts(scan, texts, more);
    }
    if (!numberSources.isEmpty() && looseDigits(scan)) {
      findNumbers(scan, more);
    }
    if (!more.isEmpty()) {
      more.forEach(scan::add);
      scan.resolve();
    }
  }

  /** Says whether a run of digits outside of every span may be a number once more. */
  private static boolean looseDigits(LeafScan scan) {
    NormalizedView view = scan.view();
    int p = 0;
    int digits = 0;
    for (Found span : scan.spans()) {
      for (; p < span.start(); p++) {
        digits += digit(view.charAt(p)) ? 1 : 0;
      }
      if (digits >= SHORTEST_NUMBER) {
        return true;
      }
      p = span.end();
    }
    for (; p < view.length(); p++) {
      digits += digit(view.charAt(p)) ? 1 : 0;
    }
    return digits >= SHORTEST_NUMBER;
  }

  private void compareTexts(LeafScan scan, List<Found> more) {
    NormalizedView view = scan.view();
    int p = 0;
    for (Found span : scan.spans()) {
      compare(view, p, span.start(), more);
      p = span.end();
    }
    compare(view, p, view.length(), more);
  }

  /** Compares the terms where one may begin, from {@code from} to {@code to}. */
  private void compare(NormalizedView view, int from, int to, List<Found> more) {
    for (int p = from; p < to; p++) {
      if (heads[Folding.fold(view.charAt(p)) & (BUCKETS - 1)] != 0
          && (Folding.boundary(view, p) || digit(view.charAt(p - 1)))) {
        p = Math.max(p, match(view, p, more) - 1);
      }
    }
  }

  private int match(NormalizedView view, int at, List<Found> more) {
    int longest = -1;
    for (int n = heads[Folding.fold(view.charAt(at)) & (BUCKETS - 1)]; n != 0; n = next[n - 1]) {
      int i = n - 1;
      String term = terms.get(i);
      int end = at + term.length();
      if (end <= view.length() && equal(view, at, term)) {
        boolean whole = Folding.boundary(view, at) && Folding.boundary(view, end);
        if ((whole || grouped[i]) && (longest < 0 || term.length() > terms.get(longest).length())) {
          longest = i;
        }
      }
    }
    if (longest < 0) {
      return -1;
    }
    int end = at + terms.get(longest).length();
    more.add(propagated(at, end, textSources.get(longest)));
    return end;
  }

  private static boolean equal(NormalizedView view, int at, String term) {
    for (int i = 0; i < term.length(); i++) {
      if (Folding.fold(view.charAt(at + i)) != term.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void findTexts(LeafScan scan, TermAutomaton automaton, List<Found> more) {
    NormalizedView view = scan.view();
    int state = TermAutomaton.START;
    for (int p = 0; p < view.length(); p++) {
      state = automaton.next(state, Folding.fold(view.charAt(p)));
      for (int m = automaton.match(state); m >= 0; m = automaton.shorterMatch(m)) {
        int term = automaton.termOf(m);
        int start = p + 1 - automaton.term(term).length();
        boolean whole = Folding.boundary(view, start) && Folding.boundary(view, p + 1);
        if (whole || grouped[term]) {
          more.add(propagated(start, p + 1, textSources.get(term)));
          break;
        }
      }
    }
  }

  /** A long number with its separators is the same also where it runs into other digits. */
  private static boolean grouped(String term) {
    if (!digit(term.charAt(0))) {
      return false;
    }
    String digits = digits(term);
    return digits.length() >= SHORTEST_GROUPED && digits.length() < term.length();
  }

  private void findNumbers(LeafScan scan, List<Found> more) {
    if (numbers == null) {
      numbers = new TermAutomaton(List.copyOf(numberTerms.keySet()));
    }
    NormalizedView view = scan.view();
    int[] positions = new int[16];
    int count = 0;
    int state = TermAutomaton.START;
    for (int p = 0; p < view.length(); p++) {
      char c = view.charAt(p);
      if (digit(c)) {
        if (count > 0 && p - positions[count - 1] > WIDEST_GAP + 1) {
          count = 0;
          state = TermAutomaton.START;
        }
        positions = count == positions.length ? Arrays.copyOf(positions, count * 2) : positions;
        positions[count++] = p;
        state = numbers.next(state, c);
        match(numbers, view, state, positions, count, more);
      } else if (!gap(c)) {
        count = 0;
        state = TermAutomaton.START;
      }
    }
  }

  private void match(
      TermAutomaton automaton,
      NormalizedView view,
      int state,
      int[] positions,
      int count,
      List<Found> more) {
    int end = positions[count - 1] + 1;
    if (!Folding.boundary(view, end)) {
      return;
    }
    for (int m = automaton.match(state); m >= 0; m = automaton.shorterMatch(m)) {
      int term = automaton.termOf(m);
      int start = positions[count - automaton.term(term).length()];
      if (Folding.boundary(view, start)) {
        more.add(propagated(start, end, numberSources.get(term)));
        return;
      }
    }
  }

  private static Found propagated(int start, int end, Found source) {
    return new Found(start, end, source.type(), Strength.PROPAGATED, source.identity());
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean gap(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
  }
}
