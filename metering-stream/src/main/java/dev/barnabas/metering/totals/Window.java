package dev.barnabas.metering.totals;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The span that a total covers, in UTC, and the clock that says which one an event is in. All but
 * {@link #USER_MONTH} hold every event once. Whatever the window, totals of two charge periods are
 * never in one.
 */
public enum Window {
  /** {@code yyyy-MM-ddTHH} of {@code occurredAt}, the worker's clock. */
  HOUR,
  /** {@code yyyy-MM-dd} of {@code occurredAt}, the worker's clock. */
  DAY,
  /**
   * {@code yyyy-MM}, the charge period: a call over midnight on the last of the month is in the
   * month whose budget paid for it.
   */
  MONTH,
  /**
   * {@code yyyy-MM-dd} of {@code recordedAt}, the clock of who decided the event. The days before a
   * cut-off sum to what was known of a month at that cut-off.
   */
  RECORDED_DAY,
  /** {@code yyyy-MM}, the charge period, of one user over all partners and models. */
  USER_MONTH;

  private static final DateTimeFormatter HOURS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT).withZone(UTC);
  private static final DateTimeFormatter DAYS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(UTC);

  String startOf(MeteredUsage usage) {
    return switch (this) {
      case HOUR -> HOURS.format(usage.occurredAt());
      case DAY -> day(usage.occurredAt());
      case RECORDED_DAY -> day(usage.recordedAt());
      case MONTH, USER_MONTH -> month(usage.chargePeriod());
    };
  }

  private static String day(Instant instant) {
    return DAYS.format(instant);
  }

  private static String month(YearMonth period) {
    return period.toString();
  }
}
