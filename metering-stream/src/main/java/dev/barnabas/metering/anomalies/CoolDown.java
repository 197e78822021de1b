package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * The last alert of a kind about a subject.
 *
 * @param raisedAt append time of the event that raised it
 * @param withheld findings since then that were not told
 */
public record CoolDown(Instant raisedAt, int withheld) {
  public CoolDown {
    requireNonNull(raisedAt, "raisedAt");
  }

  boolean isOver(Instant at, Duration length) {
    return !at.isBefore(raisedAt.plus(length));
  }
}
