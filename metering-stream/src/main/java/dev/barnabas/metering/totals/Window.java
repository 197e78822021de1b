package dev.barnabas.metering.totals;

import static java.time.ZoneOffset.UTC;

import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The span that a total covers, in UTC. Hours and days follow the event's {@code occurredAt}; the
 * month is its charge period, so that a call over midnight on the last of the month is in the month
 * whose budget paid for it.
 */
public enum Window {
  /** {@code yyyy-MM-ddTHH}. */
  HOUR,
  /** {@code yyyy-MM-dd}. */
  DAY,
  /** {@code yyyy-MM}. */
  MONTH;

  private static final DateTimeFormatter HOURS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT).withZone(UTC);
  private static final DateTimeFormatter DAYS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(UTC);

  String startOf(MeteredUsage usage) {
    return switch (this) {
      case HOUR -> HOURS.format(usage.occurredAt());
      case DAY -> DAYS.format(usage.occurredAt());
      case MONTH -> usage.chargePeriod().toString();
    };
  }
}
