package dev.barnabas.metering.totals;

import static java.time.ZoneOffset.UTC;

import dev.barnabas.metering.totals.Memory.Identified;
import dev.barnabas.metering.totals.Memory.Numbered;
import dev.barnabas.metering.totals.MeteringDecision.ChangedTotals;
import dev.barnabas.metering.totals.MeteringDecision.Counted;
import dev.barnabas.metering.totals.MeteringDecision.Duplicate;
import dev.barnabas.metering.totals.MeteringDecision.Undecidable;
import dev.barnabas.metering.totals.WriterProgress.Arrival;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what becomes of a usage event. No event is ever too late to be counted.
 *
 * <p>An event with its writer's number is counted once for ever, whatever its age: of each writer
 * one number is remembered, and the gaps below it. An event without one is told apart by its id,
 * which is remembered until {@code window} after the end of its charge period or, for an event that
 * comes later still, after its own append time.
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
   * @param remembered what is remembered so far
   * @throws ArithmeticException if a count would leave its range
   */
  public MeteringDecision decide(MeteredUsage usage, Instant appendedAt, Remembered remembered) {
    var writer = usage.writer();
    if (writer == null) {
      return remembered.isSeen(usage.eventId())
          ? new Duplicate()
          : counted(
              usage, new Identified(usage.eventId(), forgetAt(usage, appendedAt)), remembered);
    }
    return switch (remembered.progressOf(writer.writerId()).arrive(writer.seq())) {
      case Arrival.Again _ -> new Duplicate();
      case Arrival.Undecidable _ -> new Undecidable();
      case Arrival.First(WriterProgress next, long skipped) ->
          counted(usage, new Numbered(writer.writerId(), next, skipped), remembered);
    };
  }

  private static Counted counted(MeteredUsage usage, Memory memory, Remembered remembered) {
    return new Counted(
        memory,
        TotalsKey.of(usage).stream()
            .map(key -> new ChangedTotals(key, remembered.totalsOf(key).plus(usage)))
            .toList());
  }

  private Instant forgetAt(MeteredUsage usage, Instant appendedAt) {
    var periodEnd = usage.chargePeriod().plusMonths(1).atDay(1).atStartOfDay(UTC).toInstant();
    return (appendedAt.isAfter(periodEnd) ? appendedAt : periodEnd).plus(window);
  }
}
