package dev.barnabas.cli.close;

import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.ledger.MonthClose;

/** Whether a month is closed. */
public sealed interface CloseDecision {
  /**
   * It is.
   *
   * @param close what is recorded
   */
  record Close(MonthClose close) implements CloseDecision {
    public Close {
      requireNonNull(close, "close");
    }
  }

  /**
   * It was already, and the log still says the same. Nothing is written.
   *
   * @param close what was recorded
   */
  record AlreadyClosed(MonthClose close) implements CloseDecision {
    public AlreadyClosed {
      requireNonNull(close, "close");
    }
  }

  /**
   * It is not. Nothing is written.
   *
   * @param reason why, for the person who asked
   */
  record Refused(String reason) implements CloseDecision {
    public Refused {
      requireNonNull(reason, "reason");
    }
  }
}
