package dev.barnabas.bench.drift;

import dev.barnabas.bench.drift.LogPlot.Point;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the detector of token drift on made-up requests: the delay by the size of the step, and
 * the false alerts by the threshold. The same seeds give the same figures on every machine.
 */
@Command(
    name = "drift-curve",
    description =
        "Measure how soon a step in output tokens is told, and how often one that is none.",
    mixinStandardHelpOptions = true)
public final class DriftCurve implements Callable<Integer> {
  private static final List<Integer> STEPS = List.of(10, 15, 20, 25, 30, 40, 50, 75, 100, 200);
  private static final List<Long> THRESHOLDS =
      List.of(100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L);
  private static final long DEFAULT_THRESHOLD = 10_000_000;
  private static final int LEARNED = 10_000;
  private static final int MOST = 50_000;
  private static final int RUN = 100_000;

  @Option(names = "--seeds", description = "Runs for each step (${DEFAULT-VALUE}).")
  private int seeds = 200;

  @Option(names = "--requests", description = "Requests for each threshold (${DEFAULT-VALUE}).")
  private int requests = 2_000_000;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the curves into this file.")
  private @Nullable Path svg;

  private final PrintStream out = System.out;

  /** How many requests passed before a step was told. */
  private record Delay(int median, int p95, int most) {}

  private DriftCurve() {}

  /** Prints two tables in Markdown. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DriftCurve()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Map<TokenNoise, List<Delay>> delays = new EnumMap<>(TokenNoise.class);
    Map<TokenNoise, List<Integer>> alerts = new EnumMap<>(TokenNoise.class);
    for (TokenNoise noise : TokenNoise.values()) {
      delays.put(noise, STEPS.stream().map(step -> delay(noise, step)).toList());
      alerts.put(noise, THRESHOLDS.stream().map(n -> falseAlerts(noise, n)).toList());
    }
    printDelays(delays);
    printAlerts(alerts);
    if (svg != null) {
      Files.writeString(svg, LogPlot.picture(delayPlot(delays), alertPlot(alerts)));
    }
    return 0;
  }

  private Delay delay(TokenNoise noise, int percent) {
    int[] delays = new int[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      var tokens = noise.tokens(seed);
      DriftWatch watch = new DriftWatch(DEFAULT_THRESHOLD);
      watch.alerts(tokens, LEARNED);
      delays[seed] = watch.delay(tokens, 1 + percent / 100.0, MOST);
    }
    Arrays.sort(delays);
    return new Delay(
        delays[(seeds - 1) / 2], delays[Math.ceilDiv(seeds * 95, 100) - 1], delays[seeds - 1]);
  }

  private int falseAlerts(TokenNoise noise, long perFalseAlert) {
    int alerts = 0;
    for (int run = 0; run < requests / RUN; run++) {
      alerts += new DriftWatch(perFalseAlert).alerts(noise.tokens(1_000 + run), RUN);
    }
    return alerts;
  }

  private void printDelays(Map<TokenNoise, List<Delay>> delays) {
    out.println("| step in output tokens | " + titles() + " |");
    out.println("|---:|" + "---:|".repeat(TokenNoise.values().length));
    for (int i = 0; i < STEPS.size(); i++) {
      StringBuilder row = new StringBuilder("| +" + STEPS.get(i) + " % |");
      for (TokenNoise noise : TokenNoise.values()) {
        Delay delay = of(delays, noise).get(i);
        row.append(
            " %s / %s / %s |"
                .formatted(told(delay.median()), told(delay.p95()), told(delay.most())));
      }
      out.println(row);
    }
    out.println();
  }

  private static String told(int delay) {
    return delay > MOST ? "not told" : String.format(Locale.ROOT, "%,d", delay);
  }

  private void printAlerts(Map<TokenNoise, List<Integer>> alerts) {
    out.println(
        "| `requests_per_false_alert` | threshold | at most, by the bound | " + titles() + " |");
    out.println("|---:|---:|---:|" + "---:|".repeat(TokenNoise.values().length));
    for (int i = 0; i < THRESHOLDS.size(); i++) {
      long n = THRESHOLDS.get(i);
      StringBuilder row =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "| %,d | %.2f | %s |",
                  n,
                  Math.log(2.0 * n),
                  rate((double) RUN / n)));
      for (TokenNoise noise : TokenNoise.values()) {
        row.append(" ").append(rate(perRun(of(alerts, noise).get(i)))).append(" |");
      }
      out.println(row);
    }
  }

  private static String titles() {
    return String.join(" | ", Arrays.stream(TokenNoise.values()).map(TokenNoise::title).toList());
  }

  private static String rate(double alerts) {
    return alerts >= 100
        ? String.format(Locale.ROOT, "%,.0f", alerts)
        : String.format(Locale.ROOT, "%.2f", alerts);
  }

  private double perRun(int alerts) {
    return (double) alerts * RUN / requests;
  }

  private static <T> List<T> of(Map<TokenNoise, List<T>> all, TokenNoise noise) {
    return all.getOrDefault(noise, List.of());
  }

  private LogPlot delayPlot(Map<TokenNoise, List<Delay>> delays) {
    LogPlot plot =
        new LogPlot(
            "Requests until a step is told (line: median, dots: slowest of %d)".formatted(seeds),
            "step in output tokens",
            10,
            200,
            1,
            MOST);
    for (int step : List.of(10, 20, 30, 50, 100, 200)) {
      plot.xTick(step, "+" + step + " %");
    }
    for (int delay : List.of(1, 10, 100, 200, 1_000, 10_000)) {
      plot.yTick(delay, String.format(Locale.ROOT, "%,d", delay));
    }
    plot.line(List.of(new Point(10, 200), new Point(200, 200)), "#999", true);
    double label = 30_000;
    for (TokenNoise noise : TokenNoise.values()) {
      List<Point> medians = new ArrayList<>();
      List<Point> slowest = new ArrayList<>();
      for (int i = 0; i < STEPS.size(); i++) {
        Delay delay = of(delays, noise).get(i);
        if (delay.median() <= MOST) {
          medians.add(new Point(STEPS.get(i), delay.median()));
        }
        if (delay.most() <= MOST) {
          slowest.add(new Point(STEPS.get(i), delay.most()));
        }
      }
      plot.line(medians, noise.colour(), false).dots(slowest, noise.colour());
      plot.label(70, label, noise.colour(), noise.title());
      label /= 1.9;
    }
    return plot;
  }

  private LogPlot alertPlot(Map<TokenNoise, List<Integer>> alerts) {
    LogPlot plot =
        new LogPlot(
            "False alerts in 100,000 requests (dashed: the bound)",
            "requests_per_false_alert",
            100,
            10_000_000,
            0.01,
            1_000);
    for (long n : THRESHOLDS) {
      plot.xTick((double) n, "10" + superscript(Math.round(Math.log10((double) n))));
    }
    for (double rate : new double[] {0.01, 0.1, 1, 10, 100, 1_000}) {
      plot.yTick(rate, rate < 1 ? Double.toString(rate) : Long.toString(Math.round(rate)));
    }
    plot.line(List.of(new Point(100, 1_000), new Point(10_000_000, 0.01)), "#999", true);
    double label = 600;
    for (TokenNoise noise : TokenNoise.values()) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < THRESHOLDS.size(); i++) {
        double rate = perRun(of(alerts, noise).get(i));
        if (rate >= 0.01) {
          points.add(new Point((double) THRESHOLDS.get(i), rate));
        }
      }
      plot.line(points, noise.colour(), false).dots(points, noise.colour());
      plot.label(60_000, label, noise.colour(), noise.title());
      label /= 1.9;
    }
    return plot;
  }

  private static String superscript(long digit) {
    return String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Math.toIntExact(digit)));
  }
}
