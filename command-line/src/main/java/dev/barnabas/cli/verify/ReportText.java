package dev.barnabas.cli.verify;

import dev.barnabas.cli.verify.PromiseReport.Examined;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a table for people, the violations behind it. */
public final class ReportText {
  private static final int LEFT = 34;
  private static final int WIDTH = 80;
  private static final String INDENT = "      ";

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
      examined(promise).forEach(out::println);
      promise.notes().forEach(note -> out.println(INDENT + "note: " + note));
      violations(promise.violations(), out, most);
    }
    out.println(
        report.passed()
            ? "Every promise that can be measured here held."
            : "NOT everything held: "
                + report.violations()
                + (report.violations() == 1 ? " violation." : " violations."));
    out.flush();
  }

  private static String row(PromiseReport promise) {
    return String.format(
            Locale.ROOT, "%s  %-" + LEFT + "s  %s", promise.id(), promise.title(), word(promise))
        .stripTrailing();
  }

  /** What was examined, in lines that fit a narrow terminal. */
  private static List<String> examined(PromiseReport promise) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (Examined examined : promise.examined()) {
      String count = count(examined);
      if (!line.isEmpty() && INDENT.length() + line.length() + 2 + count.length() >= WIDTH) {
        lines.add(INDENT + line + ",");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(count);
    }
    if (!line.isEmpty()) {
      lines.add(INDENT + line);
    }
    return lines;
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
                INDENT
                    + violation.code()
                    + (violation.subject().isEmpty() ? "" : " " + violation.subject())
                    + ": "
                    + violation.message()
                    + (violation.where() == null ? "" : " [" + violation.where() + "]")));
    if (violations.size() > most) {
      out.println(INDENT + "and " + (violations.size() - most) + " more");
    }
  }
}
