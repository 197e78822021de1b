package dev.barnabas.adapter.http;

import dev.barnabas.adapter.http.ExchangeOutcome.Reason;
import java.io.Serial;

/** Carries the reason out of the waiting loop. */
final class BrokenExchangeException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  BrokenExchangeException(Reason reason) {
    super(null, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
