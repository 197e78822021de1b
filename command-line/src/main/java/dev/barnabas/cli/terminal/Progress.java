package dev.barnabas.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * A bar that fills. On a terminal one line is drawn over and over; elsewhere a line is printed at
 * each tenth. Any thread.
 */
public final class Progress {
  private static final int WIDTH = 32;
  private static final int TENTHS = 10;

  private final PrintWriter to;
  private final String what;
  private final int total;
  private final boolean terminal;
  private final long started = System.nanoTime();
  private int done;
  private int printedTenth;

  private Progress(PrintWriter to, String what, int total, boolean terminal) {
    this.to = to;
    this.what = what;
    this.total = total;
    this.terminal = terminal;
  }

  /** A bar from 0 to {@code total}. */
  public static Progress start(PrintWriter to, String what, int total) {
    return new Progress(to, what, total, isTerminal());
  }

  /** Whether a person looks at the output as it comes. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to null where there is none
  public static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  static Progress of(PrintWriter to, String what, int total, boolean terminal) {
    return new Progress(to, what, total, terminal);
  }

  /** One more is done. */
  public synchronized void step() {
    done++;
    int tenth = total == 0 ? TENTHS : TENTHS * done / total;
    if (terminal) {
      to.print("\r\033[K" + text(what, done, total, elapsed()));
      to.flush();
    } else if (tenth > printedTenth) {
      printedTenth = tenth;
      to.println(text(what, done, total, elapsed()));
    }
  }

  /** Ends the line. */
  public synchronized void end() {
    if (terminal) {
      to.println();
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** The bar as text. */
  static String text(String what, int done, int total, Duration elapsed) {
    int filled = total == 0 ? WIDTH : Math.min(WIDTH, WIDTH * done / total);
    return "%s [%s%s] %d of %d  %s"
        .formatted(
            what, "#".repeat(filled), ".".repeat(WIDTH - filled), done, total, seconds(elapsed));
  }

  /** A duration in seconds with one decimal. */
  public static String seconds(Duration duration) {
    return "%d.%d s".formatted(duration.toSeconds(), duration.toMillisPart() / 100);
  }
}
