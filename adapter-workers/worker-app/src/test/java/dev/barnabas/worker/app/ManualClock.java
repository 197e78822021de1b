package dev.barnabas.worker.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves when it is told to, or when somebody sleeps by it. */
final class ManualClock implements InstantSource {
  static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  final List<Duration> sleeps = new ArrayList<>();
  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  /** Sleeps by moving this clock. */
  Sleeper sleeper() {
    return time -> {
      sleeps.add(time);
      advance(time);
    };
  }
}
