package dev.barnabas.bench.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plot with a logarithmic axis each way, as a part of an SVG picture. One thread. */
final class LogPlot {
  private static final int WIDTH = 380;
  private static final int HEIGHT = 300;

  private final String title;
  private final String xTitle;
  private final double xFrom;
  private final double xTo;
  private final double yFrom;
  private final double yTo;
  private final List<String> parts = new ArrayList<>();

  /** A point. */
  record Point(double x, double y) {}

  LogPlot(String title, String xTitle, double xFrom, double xTo, double yFrom, double yTo) {
    this.title = title;
    this.xTitle = xTitle;
    this.xFrom = xFrom;
    this.xTo = xTo;
    this.yFrom = yFrom;
    this.yTo = yTo;
  }

  private double x(double value) {
    return WIDTH * Math.log(value / xFrom) / Math.log(xTo / xFrom);
  }

  private double y(double value) {
    return HEIGHT - HEIGHT * Math.log(value / yFrom) / Math.log(yTo / yFrom);
  }

  LogPlot xTick(double at, String label) {
    parts.add(
        "<line x1='%s' y1='0' x2='%s' y2='%d' stroke='#ddd'/>"
            .formatted(text(x(at)), text(x(at)), HEIGHT));
    parts.add(
        "<text x='%s' y='%d' text-anchor='middle'>%s</text>"
            .formatted(text(x(at)), HEIGHT + 18, label));
    return this;
  }

  LogPlot yTick(double at, String label) {
    parts.add(
        "<line x1='0' y1='%s' x2='%d' y2='%s' stroke='#ddd'/>"
            .formatted(text(y(at)), WIDTH, text(y(at))));
    parts.add("<text x='-8' y='%s' text-anchor='end'>%s</text>".formatted(text(y(at) + 4), label));
    return this;
  }

  LogPlot line(List<Point> points, String colour, boolean dashed) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(text(x(point.x()))).append(',').append(text(y(point.y()))).append(' ');
    }
    parts.add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'%s/>"
            .formatted(path.toString().strip(), colour, dashed ? " stroke-dasharray='5 4'" : ""));
    return this;
  }

  LogPlot dots(List<Point> points, String colour) {
    for (Point point : points) {
      parts.add(
          "<circle cx='%s' cy='%s' r='3' fill='%s'/>"
              .formatted(text(x(point.x())), text(y(point.y())), colour));
    }
    return this;
  }

  LogPlot label(double x, double y, String colour, String label) {
    parts.add(
        "<text x='%s' y='%s' fill='%s'>%s</text>".formatted(text(x(x)), text(y(y)), colour, label));
    return this;
  }

  private static String text(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }

  /** Plots beside each other. */
  static String picture(LogPlot... plots) {
    StringBuilder svg = new StringBuilder();
    int each = WIDTH + 120;
    svg.append(
        """
        <svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d' font-family='sans-serif' font-size='12'>
        <rect width='100%%' height='100%%' fill='white'/>
        """
            .formatted(each * plots.length, HEIGHT + 110));
    for (int i = 0; i < plots.length; i++) {
      LogPlot plot = plots[i];
      svg.append("<g transform='translate(%d,50)'>%n".formatted(each * i + 80));
      svg.append("<text x='0' y='-22' font-size='14'>%s</text>%n".formatted(plot.title));
      plot.parts.forEach(part -> svg.append(part).append('\n'));
      svg.append(
          "<rect width='%d' height='%d' fill='none' stroke='#555'/>%n".formatted(WIDTH, HEIGHT));
      svg.append(
          "<text x='%d' y='%d' text-anchor='middle'>%s</text>%n</g>%n"
              .formatted(WIDTH / 2, HEIGHT + 42, plot.xTitle));
    }
    return svg.append("</svg>\n").toString();
  }
}
