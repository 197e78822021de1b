package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.Strength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a value that was confirmed once out of the whole request: its folded text as a whole word,
 * and the digits of a number however they are grouped.
 */
final class Propagation {

  private static final int SHORTEST_TEXT = 5;
  private static final int SHORTEST_NUMBER = 7;
  private static final int SHORTEST_GROUPED = 9;
  private static final int WIDEST_GAP = 3;

  private final List<Found> textSources = new ArrayList<>();
  private final List<Found> numberSources = new ArrayList<>();
  private final TermAutomaton texts;
  private final TermAutomaton numbers;

  private Propagation(Map<String, Found> texts, Map<String, Found> numbers) {
    this.texts = new TermAutomaton(List.copyOf(texts.keySet()));
    this.numbers = new TermAutomaton(List.copyOf(numbers.keySet()));
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
    Found source = found.withIdentity(scan.identity(found));
    if (folded.length() >= SHORTEST_TEXT) {
      texts.putIfAbsent(folded, source);
    }
    String digits = digits(folded);
    if (digits.length() >= SHORTEST_NUMBER) {
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
    findTexts(scan, more);
    if (!numberSources.isEmpty()) {
      findNumbers(scan, more);
    }
    if (!more.isEmpty()) {
      more.forEach(scan::add);
      scan.resolve();
    }
  }

  private void findTexts(LeafScan scan, List<Found> more) {
    NormalizedView view = scan.view();
    int state = TermAutomaton.START;
    for (int p = 0; p < view.length(); p++) {
      state = texts.next(state, Folding.fold(view.charAt(p)));
      for (int m = texts.match(state); m >= 0; m = texts.shorterMatch(m)) {
        int term = texts.termOf(m);
        int start = p + 1 - texts.term(term).length();
        boolean whole = Folding.boundary(view, start) && Folding.boundary(view, p + 1);
        if (whole || grouped(texts.term(term))) {
          more.add(propagated(start, p + 1, textSources.get(term)));
          break;
        }
      }
    }
  }

  /** A long number with its separators is the same also where it runs into other digits. */
  private static boolean grouped(String term) {
    String digits = digits(term);
    return digits.length() >= SHORTEST_GROUPED && digits.length() < term.length();
  }

  private void findNumbers(LeafScan scan, List<Found> more) {
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
        match(view, state, positions, count, more);
      } else if (!gap(c)) {
        count = 0;
        state = TermAutomaton.START;
      }
    }
  }

  private void match(NormalizedView view, int state, int[] positions, int count, List<Found> more) {
    int end = positions[count - 1] + 1;
    if (!Folding.boundary(view, end)) {
      return;
    }
    for (int m = numbers.match(state); m >= 0; m = numbers.shorterMatch(m)) {
      int term = numbers.termOf(m);
      int start = positions[count - numbers.term(term).length()];
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
