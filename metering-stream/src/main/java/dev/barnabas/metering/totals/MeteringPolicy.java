package dev.barnabas.metering.totals;

import static java.time.ZoneOffset.UTC;

import dev.barnabas.metering.totals.MeteringDecision.ChangedTotals;
import dev.barnabas.metering.totals.MeteringDecision.Counted;
import dev.barnabas.metering.totals.MeteringDecision.Duplicate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Decides what becomes of a usage event.
 *
 * <p>An id is remembered until {@code window} after the end of its charge period or, for an event
 * that comes later still, after its own append time. No event is ever too late to be counted.
 *
 * @param window how long an id is remembered beyond that; 40 days by default, which is longer than
 *     the 35 days that common billing systems accept late events for
 */
public record MeteringPolicy(Duration window) {

  /** How long an id is remembered beyond its charge period where nothing is said. */
  public static final Duration DEFAULT_WINDOW = Duration.ofDays(40);

  /**
   * @throws IllegalArgumentException if the window is not positive
   */
  public MeteringPolicy {
    if (!window.isPositive()) {
      throw new IllegalArgumentException("window must be positive but is " + window);
    }
  }

  /** The policy with {@link #DEFAULT_WINDOW}. */
  public static MeteringPolicy ofDefaults() {
    return new MeteringPolicy(DEFAULT_WINDOW);
  }

  /**
   * Decides.
   *
   * @param usage the event
   * @param appendedAt when its record was appended to the log
   * @param seen whether its id is remembered
   * @param current the totals of a key so far, {@link Totals#NONE} if there are none
   */
  public MeteringDecision decide(
      MeteredUsage usage, Instant appendedAt, boolean seen, Function<TotalsKey, Totals> current) {
    if (seen) {
      return new Duplicate(usage.eventId());
    }
    var changed =
        Arrays.stream(Window.values())
            .map(window -> TotalsKey.of(window, usage))
            .map(key -> new ChangedTotals(key, current.apply(key).plus(usage)))
            .toList();
    return new Counted(usage.eventId(), forgetAt(usage, appendedAt), changed);
  }

  private Instant forgetAt(MeteredUsage usage, Instant appendedAt) {
    var periodEnd = usage.chargePeriod().plusMonths(1).atDay(1).atStartOfDay(UTC).toInstant();
    return (appendedAt.isAfter(periodEnd) ? appendedAt : periodEnd).plus(window);
  }
}
