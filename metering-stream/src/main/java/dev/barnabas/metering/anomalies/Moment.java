package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * When an event is looked at.
 *
 * @param appendedAt when its record was appended: the clock of baselines and cool-downs, so that
 *     reading again decides alike
 * @param now the wall clock, which only tells how old the record is
 */
public record Moment(Instant appendedAt, Instant now) {

  /** What was appended longer ago raises no alert: it is history that is counted again. */
  public static final Duration FRESH = Duration.ofDays(1);

  public Moment {
    requireNonNull(appendedAt, "appendedAt");
    requireNonNull(now, "now");
  }

  boolean isHistory() {
    return appendedAt.isBefore(now.minus(FRESH));
  }
}
