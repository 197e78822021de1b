package dev.barnabas.worker.app;

import dev.barnabas.configuration.Retry;
import java.time.Instant;

/**
 * How many repeats one partner may see, over all of its work in this process: in any minute at most
 * a share of the calls that the provider answered in it, and a small floor. Without the budget,
 * every layer's repeats multiply the load of a provider that is down; with it, they stop when
 * nothing is answered, so that under a total outage the calls per item tend to 1. Source: "Handling
 * Overload" in Beyer et al., Site Reliability Engineering, O'Reilly 2016, chapter 21 (per-client
 * retry budget); that only answered calls fill it is gRPC's retry throttling (proposal A6).
 * Thread-safe.
 */
final class RetryBudget {
  private static final int PERCENT = 100;

  private final MinuteCount answered = new MinuteCount();
  private final MinuteCount repeated = new MinuteCount();
  private int percent;
  private int floor;

  RetryBudget(Retry settings) {
    change(settings);
  }

  /** Puts other settings in force; what the last minute saw still counts. */
  synchronized void change(Retry settings) {
    percent = settings.budget();
    floor = settings.budgetFloor();
  }

  /** The provider answered a call, be it with a refusal. */
  synchronized void answered(Instant now) {
    answered.add(now);
  }

  /** Takes a repeat out of the budget; false if none is left. */
  synchronized boolean tryRepeat(Instant now) {
    if (repeated.total(now) >= floor + answered.total(now) * percent / PERCENT) {
      return false;
    }
    repeated.add(now);
    return true;
  }
}
