package dev.barnabas.cli.verify;

import dev.barnabas.cli.verify.PromiseReport.Examined;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as a table for people, the violations behind it. */
public final class ReportText {
  private static final int LEFT = 30;

  private ReportText() {}

  /**
   * Prints a report.
   *
   * @param report what to print
   * @param most how many violations of each promise are printed; the rest is counted
   */
  public static void print(VerifyReport report, PrintWriter out, int most) {
    out.println(report.records() + " records read");
    for (PromiseReport promise : report.promises()) {
      out.println(row(promise));
      promise.notes().forEach(note -> out.println("      note: " + note));
      violations(promise.violations(), out, most);
    }
    out.println(
        report.passed()
            ? "Every promise that can be measured here held."
            : "NOT everything held: " + report.violations() + " violations.");
    out.flush();
  }

  private static String row(PromiseReport promise) {
    String examined =
        promise.examined().stream().map(ReportText::count).collect(Collectors.joining(", "));
    return String.format(
            Locale.ROOT,
            "%s  %-" + LEFT + "s  %-17s  %s",
            promise.id(),
            promise.title(),
            word(promise),
            examined)
        .stripTrailing();
  }

  private static String count(Examined examined) {
    return examined.count() + " " + examined.what();
  }

  private static String word(PromiseReport promise) {
    return switch (promise.outcome()) {
      case HELD -> "held";
      case VIOLATED -> "VIOLATED " + promise.violations().size() + "x";
      case NOTHING_EXAMINED -> "NOTHING EXAMINED";
      case NOT_MEASURED -> "not measured here";
    };
  }

  private static void violations(List<Violation> violations, PrintWriter out, int most) {
    violations.stream()
        .limit(most)
        .forEach(violation ->
            out.println(
                "      "
                    + violation.code()
                    + (violation.subject().isEmpty() ? "" : " " + violation.subject())
                    + ": "
                    + violation.message()
                    + (violation.where() == null ? "" : " [" + violation.where() + "]")));
    if (violations.size() > most) {
      out.println("      and " + (violations.size() - most) + " more");
    }
  }
}
