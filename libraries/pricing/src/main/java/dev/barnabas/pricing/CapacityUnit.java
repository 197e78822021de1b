package dev.barnabas.pricing;

import static java.time.ZoneOffset.UTC;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;

/**
 * What capacity is billed by.
 *
 * <p>Time is measured between two edges: how many units an edge is from a common start, rounded
 * half-even at the ninth digit after the point. The time between two edges is their difference,
 * which is exact; so the times of periods that follow one another sum to the time of them all,
 * whatever the edges are. Only an edge inside an hour, or inside a month, is rounded at all.
 */
public enum CapacityUnit {
  /** An hour of 3600 seconds. */
  HOUR(Meters.CAPACITY_HOUR) {
    @Override
    BigDecimal edge(Instant at) {
      return BigDecimal.valueOf(at.getEpochSecond())
          .add(BigDecimal.valueOf(at.getNano(), 9))
          .divide(SECONDS_OF_AN_HOUR, EDGE_SCALE, RoundingMode.HALF_EVEN);
    }
  },
  /**
   * A month of the calendar, UTC. A part of it is its days divided by the days that the month has;
   * an edge inside a day is at the day's start.
   */
  MONTH(Meters.CAPACITY_MONTH) {
    @Override
    BigDecimal edge(Instant at) {
      var day = LocalDate.ofInstant(at, UTC);
      var daysBefore = BigDecimal.valueOf(day.getDayOfMonth() - 1L);
      return BigDecimal.valueOf(day.getLong(ChronoField.PROLEPTIC_MONTH))
          .add(
              daysBefore.divide(
                  BigDecimal.valueOf(day.lengthOfMonth()), EDGE_SCALE, RoundingMode.HALF_EVEN));
    }
  };

  /** Digits after the point of an edge, and so of a time. */
  public static final int EDGE_SCALE = 9;

  private static final BigDecimal SECONDS_OF_AN_HOUR = BigDecimal.valueOf(3_600);

  private final String meter;

  CapacityUnit(String meter) {
    this.meter = meter;
  }

  /** Its meter on a usage event. */
  public String meter() {
    return meter;
  }

  /** How many units an instant is from the common start. */
  abstract BigDecimal edge(Instant at);

  /**
   * The time from an instant to a later one, in units, with at most {@value #EDGE_SCALE} digits
   * after the point.
   */
  public BigDecimal between(Instant from, Instant until) {
    return edge(until).subtract(edge(from));
  }
}
