package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.List;
import java.util.Set;

/** Finds the terms that a policy denies, as whole words, without regard to case. */
final class TermDetector implements Detector {

  /** The type of a denied term. */
  static final EntityType DENIED_TERM = new EntityType("DENIED_TERM");

  private final TermAutomaton automaton;
  private final int longest;

  TermDetector(List<String> terms) {
    List<String> folded = terms.stream().map(Folding::fold).distinct().toList();
    this.automaton = new TermAutomaton(folded);
    this.longest = folded.stream().mapToInt(String::length).max().orElse(0);
  }

  @Override
  public String id() {
    return "denied-terms";
  }

  @Override
  public Set<EntityType> entities() {
    return Set.of(DENIED_TERM);
  }

  @Override
  public int lookAhead() {
    return longest;
  }

  @Override
  public void detect(TextView view, DetectContext context, SpanSink sink) {
    int state = TermAutomaton.START;
    for (int p = 0; p < view.length(); p++) {
      state = automaton.next(state, Folding.fold(view.charAt(p)));
      for (int m = automaton.match(state); m >= 0; m = automaton.shorterMatch(m)) {
        int start = p + 1 - automaton.term(automaton.termOf(m)).length();
        if (Folding.boundary(view, start) && Folding.boundary(view, p + 1)) {
          sink.accept(start, p + 1, DENIED_TERM, Strength.DENIED);
          break;
        }
      }
    }
  }
}
