package dev.barnabas.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What came of waiting for a child process to be ready. */
public sealed interface StartOutcome {

  /**
   * It can be used.
   *
   * @param took from its start to the check that passed
   * @param detail the log line that said so, or an empty text
   */
  record Ready(Duration took, String detail) implements StartOutcome {
    public Ready {
      requireNonNull(took, "took");
      requireNonNull(detail, "detail");
    }
  }

  /**
   * It ended before it was ready.
   *
   * @param exitCode 128 + signal number when a signal ended it
   * @param logTail the last lines of its log
   */
  record Exited(String name, int exitCode, String logTail) implements StartOutcome {
    public Exited {
      requireNonNull(name, "name");
      requireNonNull(logTail, "logTail");
    }
  }

  /**
   * It runs but was not ready within the bound.
   *
   * @param logTail the last lines of its log
   */
  record TimedOut(String name, Duration bound, String logTail) implements StartOutcome {
    public TimedOut {
      requireNonNull(name, "name");
      requireNonNull(bound, "bound");
      requireNonNull(logTail, "logTail");
    }
  }

  /**
   * Something answered in its place, for example another broker on its port.
   *
   * @param reason what was found instead
   */
  record Foreign(String name, String reason) implements StartOutcome {
    public Foreign {
      requireNonNull(name, "name");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * The ready outcome, for a caller that cannot go on without it.
   *
   * @throws IllegalStateException if it is not ready; the message names the process and ends with
   *     the tail of its log
   */
  default Ready orThrow() {
    return switch (this) {
      case Ready ready -> ready;
      case Exited exited ->
          throw new IllegalStateException(
              "%s ended with code %d before it was ready:%n%s"
                  .formatted(exited.name, exited.exitCode, exited.logTail));
      case TimedOut late ->
          throw new IllegalStateException(
              "%s was not ready within %s:%n%s".formatted(late.name, late.bound, late.logTail));
      case Foreign foreign ->
          throw new IllegalStateException("%s: %s".formatted(foreign.name, foreign.reason));
    };
  }
}
