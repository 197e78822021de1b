package dev.barnabas.it;

import static org.junit.jupiter.api.Assumptions.abort;

/** Ends a test that lacks something of the machine, with the line that the summary counts. */
final class NotRun {
  private NotRun() {}

  /** Prints {@code NOT RUN: <test> (<reason>)} and aborts the test. */
  static void because(Class<?> test, String reason) {
    String line = "NOT RUN: %s (%s)".formatted(test.getSimpleName(), reason);
    System.out.println(line);
    abort(line);
  }
}
