package dev.barnabas.cli.statement;

import dev.barnabas.cli.statement.Account.Tokens;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tokens by day as inline SVG: a bar per day, input below output. What happened on other days than
 * the month's (a call over its end) is one bar more. Drawing is the one place where quantities are
 * rounded.
 */
final class DayChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 200;
  private static final int LEFT = 92;
  private static final int TOP = 12;
  private static final int BOTTOM = 26;
  private static final int PLOT = HEIGHT - TOP - BOTTOM;
  private static final int LINES = 4;
  private static final int LABEL_EVERY = 5;

  private final YearMonth month;
  private final SortedMap<Integer, Tokens> bars = new TreeMap<>();
  private final boolean others;
  private final long top;

  private DayChart(YearMonth month, SortedMap<LocalDate, Tokens> days) {
    this.month = month;
    int other = month.lengthOfMonth() + 1;
    days.forEach((day, tokens) ->
        bars.merge(
            YearMonth.from(day).equals(month) ? day.getDayOfMonth() : other, tokens, Tokens::plus));
    this.others = bars.containsKey(other);
    this.top =
        ceiling(
            bars.values().stream()
                .mapToLong(t -> shown(t.input()) + shown(t.output()))
                .max()
                .orElse(0));
  }

  /** The chart; a title for each bar has its figures. */
  static String of(YearMonth month, SortedMap<LocalDate, Tokens> days) {
    return new DayChart(month, days).svg();
  }

  private String svg() {
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Tokens by day of %s\">\n"
                .formatted(WIDTH, HEIGHT, month));
    for (int line = 0; line <= LINES; line++) {
      long value = top / LINES * line;
      int y = TOP + PLOT - PLOT * line / LINES;
      svg.append(
          "<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/><text class=\"axis\" x=\"%d\" y=\"%d\">%s</text>\n"
              .formatted(LEFT, y, WIDTH, y, LEFT - 6, y + 4, Html.number(value)));
    }
    int count = month.lengthOfMonth() + (others ? 1 : 0);
    for (int day = 1; day <= count; day++) {
      bar(svg, day, count);
    }
    return svg.append("</svg>\n").toString();
  }

  private void bar(StringBuilder svg, int day, int count) {
    boolean other = day > month.lengthOfMonth();
    double step = (double) (WIDTH - LEFT) / count;
    double x = LEFT + step * (day - 1) + step * 0.15;
    double width = step * 0.7;
    Tokens tokens = bars.getOrDefault(day, Tokens.NONE);
    double input = height(tokens.input());
    double output = height(tokens.output());
    String name = other ? "other days" : month.atDay(day).toString();
    svg.append(
        "<g><title>%s: %s tokens in, %s out</title>"
            .formatted(name, tokens.input(), tokens.output()));
    rectangle(svg, "in", x, TOP + PLOT - input, width, input);
    rectangle(svg, "out", x, TOP + PLOT - input - output, width, output);
    svg.append("</g>");
    if (other || day == 1 || day % LABEL_EVERY == 0) {
      svg.append(
          "<text class=\"day\" x=\"%s\" y=\"%d\">%s</text>"
              .formatted(
                  decimal(x + width / 2), HEIGHT - 8, other ? "other" : Integer.toString(day)));
    }
    svg.append('\n');
  }

  private static void rectangle(
      StringBuilder svg, String kind, double x, double y, double width, double height) {
    if (height > 0) {
      svg.append(
          "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
              .formatted(kind, decimal(x), decimal(y), decimal(width), decimal(height)));
    }
  }

  private double height(long tokens) {
    return (double) PLOT * shown(tokens) / top;
  }

  /** A day whose corrections outweigh its usage has no bar; its title has the figures. */
  private static long shown(long tokens) {
    return Math.max(0, tokens);
  }

  private static String decimal(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  /** The next number above that has two leading digits, and can be divided by four. */
  private static long ceiling(long value) {
    long rounded =
        new BigDecimal(value).round(new MathContext(2, RoundingMode.UP)).longValueExact();
    return Math.max(LINES, (rounded + LINES - 1) / LINES * LINES);
  }
}
