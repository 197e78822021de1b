package dev.barnabas.cli.verify;

import dev.barnabas.cli.verify.PromiseReport.Examined;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a check finds. One thread, one check. */
final class Findings {
  private final String id;
  private final String title;
  private final List<Examined> examined = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Findings(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** Items that must not be none. */
  Findings examined(String what, long count) {
    examined.add(new Examined(what, count, true));
    return this;
  }

  /** Items that may be none. */
  Findings counted(String what, long count) {
    examined.add(new Examined(what, count, false));
    return this;
  }

  void note(String note) {
    notes.add(note);
  }

  void violated(String code, String message, @Nullable Coordinates where, Object subject) {
    violations.add(new Violation(code, message, where, subject.toString()));
  }

  PromiseReport report() {
    return new PromiseReport(id, title, examined, violations, notes, true);
  }
}
