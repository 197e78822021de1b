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

  private static final byte[] LETTERS = letters();

  private final List<SlotScan> scans;
  private final List<Source> sources = new ArrayList<>();
  private final ValueTable<Source> known = new ValueTable<>();

  /** By the low bits of a folded character, the first of the sources that may begin with it. */
  private final @Nullable Source[] heads = new Source[BUCKETS];

  /**
   * For each ASCII character, in either case: 0 if no source begins with it, 1 if one does that
   * begins behind no letter, 2 if one does that may begin anywhere.
   */
  private final byte[] begins = new byte[BUCKETS];

  private int shortest = Integer.MAX_VALUE;
  private boolean anyNumber;

  /** Says whether a number was found once more in the leaf that is looked at. */
  private boolean numberAgain;

  private @Nullable TermAutomaton texts;
  private @Nullable TermAutomaton numbers;
  private final List<Source> numberSources = new ArrayList<>();

  /** A value that was found: where, and whether it is a number. */
  private static final class Source {

    private LeafScan scan;
    private Found found;
    private final Found first;
    private boolean number;
    private final boolean grouped;

    /** A guessed name of one word: in lower case, and in identifiers, the word is another. */
    private final boolean name;

    private @Nullable Source next;

    Source(LeafScan scan, Found found, int digits) {
      this.scan = scan;
      this.found = found;
      this.first = found;
      this.number = digits >= SHORTEST_NUMBER;
      this.grouped =
          digits >= SHORTEST_GROUPED
              && digits < found.length()
              && digit(scan.view().charAt(found.start()));
      this.name = found.strength() == Strength.SCORED && oneName(scan.view(), found);
    }

    private static boolean oneName(NormalizedView view, Found found) {
      if (!Character.isUpperCase(view.charAt(found.start()))) {
        return false;
      }
      for (int p = found.start(); p < found.end(); p++) {
        if (!Character.isLetterOrDigit(view.charAt(p))) {
          return false;
        }
      }
      return true;
    }

    /** Says whether the word that was found equal here is the value. */
    boolean means(NormalizedView view, int start, int end) {
      if (!name) {
        return true;
      }
      boolean joined =
          (start > 0 && view.charAt(start - 1) == '_')
              || (end < view.length() && view.charAt(end) == '_');
      return !joined && Character.isUpperCase(view.charAt(start));
    }

    int length() {
      return found.length();
    }

    char at(int index) {
      return Folding.fold(scan.view().charAt(found.start() + index));
    }

    Found again(int start, int end) {
      String identity = number ? scan.identity(found) : found.identity();
      return new Found(start, end, found.type(), Strength.PROPAGATED, identity);
    }
  }

  private static byte[] letters() {
    byte[] letters = new byte[BUCKETS];
    for (char c = 0; c < BUCKETS; c++) {
      letters[c] = (byte) (Folding.joins(c) && !digit(c) ? 1 : 0);
    }
    return letters;
  }

  private Propagation(List<SlotScan> scans) {
    this.scans = scans;
  }

  /** Spreads what was found in these texts over all of them. */
  static void spread(List<SlotScan> scans) {
    Propagation propagation = new Propagation(scans);
    for (SlotScan slot : scans) {
      List<LeafScan> leaves = slot.leaves();
      for (int i = 0; i < leaves.size(); i++) {
        List<Found> spans = leaves.get(i).spans();
        for (int k = 0; k < spans.size(); k++) {
          propagation.collect(leaves.get(i), spans.get(k));
        }
      }
    }
    if (!propagation.sources.isEmpty()) {
      propagation.apply();
    }
  }

  private void collect(LeafScan scan, Found found) {
    int length = found.length();
    if (length < SHORTEST_TEXT) {
      return;
    }
    NormalizedView view = scan.view();
    int digits = digits(view, found.start(), found.end());
    anyNumber |= digits >= SHORTEST_NUMBER;
    long hash = found.hash(view);
    Source same = known.get(hash, null, view, found.start(), found.end());
    if (same == null) {
      Source source = new Source(scan, found, digits);
      known.put(hash, null, view, found.start(), found.end(), source);
      sources.add(source);
      shortest = Math.min(shortest, digits >= SHORTEST_NUMBER ? SHORTEST_TEXT : length);
      chain(source);
      return;
    }
    found.isSpelledAs(same.first);
    if (digits >= SHORTEST_NUMBER) {
      same.scan = scan;
      same.found = found;
    }
  }

  private void chain(Source source) {
    char first = source.at(0);
    int bucket = first & (BUCKETS - 1);
    source.next = heads[bucket];
    heads[bucket] = source;
    if (first < BUCKETS) {
      byte where = (byte) (Folding.joins(first) ? 1 : 2);
      begins[first] = where;
      begins[first >= 'a' && first <= 'z' ? first - ' ' : first] = where;
    }
  }

  /** How many digits a number with separators has; 0 if the text is something else. */
  private static int digits(NormalizedView view, int start, int end) {
    char first = view.charAt(start);
    if (!digit(first) && first != '+' && first != '(') {
      return 0;
    }
    int digits = 0;
    for (int p = start; p < end; p++) {
      char c = view.charAt(p);
      if (digit(c)) {
        digits++;
      } else if (!gap(c) && c != '+') {
        return 0;
      }
    }
    return digits;
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

  private void apply() {
    if (sources.size() > FEW) {
      texts =
          new TermAutomaton(
              sources.stream().map(source -> source.scan.folded(source.found)).toList());
    }
    for (SlotScan slot : scans) {
      List<LeafScan> leaves = slot.leaves();
      for (int i = 0; i < leaves.size(); i++) {
        if (leaves.get(i).view().length() >= shortest) {
          apply(leaves.get(i));
        }
      }
    }
  }

  private void apply(LeafScan scan) {
    List<Found> more = new ArrayList<>(0);
    boolean loose = true;
    if (texts == null) {
      loose = compareTexts(scan, more);
    } else {
      findTexts(scan, texts, more);
    }
    if (anyNumber && loose) {
      findNumbers(scan, more);
    }
    if (!more.isEmpty()) {
      more.forEach(scan::add);
      scan.resolve();
    }
  }

  /** Compares the values outside of every span; says whether a number may stand there. */
  private boolean compareTexts(LeafScan scan, List<Found> more) {
    NormalizedView view = scan.view();
    List<Found> spans = scan.spans();
    numberAgain = false;
    int run = 0;
    int p = 0;
    for (int i = 0; i < spans.size(); i++) {
      run = compare(view, p, spans.get(i).start(), run, more);
      p = spans.get(i).end();
    }
    // A number that is one once more may be a part of a longer one.
    return compare(view, p, view.length(), run, more) >= SHORTEST_NUMBER || numberAgain;
  }

  /**
   * Compares the values where one may begin.
   *
   * @param row how many digits stand before, with nothing but gaps between them; or enough of them
   * @return the same at the end; {@link #SHORTEST_NUMBER} or more once so many stood in a row
   */
  private int compare(NormalizedView view, int from, int to, int row, List<Found> more) {
    int digits = row;
    int before = from == 0 ? 0 : letter(view.charAt(from - 1));
    for (int p = from; p < to; p++) {
      char c = view.charAt(p);
      int here = c < BUCKETS ? begins[c] : 2;
      if (here > before && (Folding.boundary(view, p) || digit(view.charAt(p - 1)))) {
        int end = match(view, p, more);
        if (end > p) {
          p = end - 1;
          c = view.charAt(p);
        }
      }
      if (digit(c)) {
        digits++;
      } else if (digits > 0 && digits < SHORTEST_NUMBER && !gap(c)) {
        digits = 0;
      }
      before = letter(c);
    }
    return digits;
  }

  /** 1 if an ASCII character is one behind which no word begins, else 0. */
  private static int letter(char c) {
    return c < BUCKETS ? LETTERS[c] : 0;
  }

  private int match(NormalizedView view, int at, List<Found> more) {
    @Nullable Source longest = null;
    Source source = heads[Folding.fold(view.charAt(at)) & (BUCKETS - 1)];
    for (; source != null; source = source.next) {
      int end = at + source.length();
      if (end <= view.length() && equal(view, at, source) && source.means(view, at, end)) {
        boolean whole = Folding.boundary(view, at) && Folding.boundary(view, end);
        if ((whole || source.grouped) && (longest == null || source.length() > longest.length())) {
          longest = source;
        }
      }
    }
    if (longest == null) {
      return -1;
    }
    int end = at + longest.length();
    more.add(longest.again(at, end));
    numberAgain |= longest.number;
    return end;
  }

  private static boolean equal(NormalizedView view, int at, Source source) {
    for (int i = 0; i < source.length(); i++) {
      if (Folding.fold(view.charAt(at + i)) != source.at(i)) {
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
        Source source = sources.get(automaton.termOf(m));
        int start = p + 1 - source.length();
        boolean whole = Folding.boundary(view, start) && Folding.boundary(view, p + 1);
        if ((whole || source.grouped) && source.means(view, start, p + 1)) {
          more.add(source.again(start, p + 1));
          break;
        }
      }
    }
  }

  /** The numbers that were found, however they were written, by their digits. */
  private TermAutomaton numbers() {
    if (numbers == null) {
      Map<String, Source> byDigits = new LinkedHashMap<>();
      for (SlotScan slot : scans) {
        for (LeafScan scan : slot.leaves()) {
          for (Found found : scan.spans()) {
            number(scan, found, byDigits);
          }
        }
      }
      numbers = new TermAutomaton(List.copyOf(byDigits.keySet()));
      numberSources.addAll(byDigits.values());
    }
    return numbers;
  }

  private static void number(LeafScan scan, Found found, Map<String, Source> byDigits) {
    int digits = digits(scan.view(), found.start(), found.end());
    if (digits < SHORTEST_NUMBER || found.length() < SHORTEST_TEXT) {
      return;
    }
    Source source = new Source(scan, found, digits);
    byDigits.putIfAbsent(digits(scan.folded(found)), source);
    String identity = digits(found.identity());
    if (identity.length() >= SHORTEST_NUMBER) {
      byDigits.putIfAbsent(identity, source);
    }
  }

  private void findNumbers(LeafScan scan, List<Found> more) {
    TermAutomaton automaton = numbers();
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
        state = automaton.next(state, c);
        match(automaton, view, state, positions, count, more);
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
        more.add(numberSources.get(term).again(start, end));
        return;
      }
    }
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean gap(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
  }
}
