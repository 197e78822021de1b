package dev.barnabas.cli.local;

import dev.barnabas.cli.terminal.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Told of each step of a start that is done; called by several threads. */
@FunctionalInterface
public interface StartProgress {
  /** A step is done. */
  void done(String what, Duration took);

  /** Prints a line for each. */
  static StartProgress printing(PrintWriter to) {
    return (what, took) -> to.println("  %7s  %s".formatted(Progress.seconds(took), what));
  }
}
