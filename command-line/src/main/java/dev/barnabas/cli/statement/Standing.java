package dev.barnabas.cli.statement;

import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.ledger.MonthClose;
import java.time.YearMonth;

/** What a statement is worth: whether its month was closed, and whether the log still agrees. */
public sealed interface Standing {
  /**
   * The month is open. Later events may still change the statement.
   *
   * @param readTo the offset of the tenant's partition up to which it was read
   */
  record Open(long readTo) implements Standing {}

  /**
   * The month was closed, and the log gives the hash that was recorded.
   *
   * @param close what was recorded
   */
  record Closed(MonthClose close) implements Standing {
    public Closed {
      requireNonNull(close, "close");
    }
  }

  /**
   * The month was closed, and what is recorded and what the log gives are not the same.
   *
   * @param close what was recorded
   * @param reason what differs
   */
  record Broken(MonthClose close, String reason) implements Standing {
    public Broken {
      requireNonNull(close, "close");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * Closing began with a later month, so nothing can come onto this statement any more.
   *
   * @param first the first month that was closed
   */
  record Passed(YearMonth first) implements Standing {
    public Passed {
      requireNonNull(first, "first");
    }
  }

  /** Whether the statement may be relied on as far as it goes: all but {@link Broken}. */
  default boolean holds() {
    return switch (this) {
      case Open _, Closed _, Passed _ -> true;
      case Broken _ -> false;
    };
  }
}
