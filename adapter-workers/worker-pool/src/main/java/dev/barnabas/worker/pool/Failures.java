package dev.barnabas.worker.pool;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a log may say of an exception. */
final class Failures {

  private static final int LOGGED_FRAMES = 8;

  private Failures() {}

  /** Where it came from, innermost first. Its message is left out: it may quote a record. */
  static String frames(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .limit(LOGGED_FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < "));
  }
}
