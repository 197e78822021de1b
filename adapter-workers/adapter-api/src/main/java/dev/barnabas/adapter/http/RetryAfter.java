package dev.barnabas.adapter.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code Retry-After} (RFC 9110 §10.2.3): seconds or an HTTP date. */
public final class RetryAfter {

  /** The longest wait that is believed. */
  public static final Duration MAX = Duration.ofHours(1);

  private RetryAfter() {}

  /** The wait; empty if the header is absent or unreadable. A date gone by is no wait. */
  public static Optional<Duration> parse(Optional<String> header, Instant now) {
    return header.map(String::strip).filter(text -> !text.isEmpty()).flatMap(t -> read(t, now));
  }

  /** The wait of the headers of an answer; {@code retry-after-ms} wins where it is there. */
  public static Optional<Duration> of(ResponseHeaders headers, Instant now) {
    return headers
        .first("retry-after-ms")
        .flatMap(RetryAfter::millis)
        .or(() -> parse(headers.first("retry-after"), now));
  }

  private static Optional<Duration> read(String text, Instant now) {
    if (text.matches("\\d+(\\.\\d+)?")) {
      return Optional.of(bounded(Double.parseDouble(text) * 1000));
    }
    try {
      Instant date =
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
              .toInstant();
      return Optional.of(bounded((double) Duration.between(now, date).toMillis()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> millis(String text) {
    boolean readable = text.strip().matches("\\d+(\\.\\d+)?");
    return readable ? Optional.of(bounded(Double.parseDouble(text.strip()))) : Optional.empty();
  }

  private static Duration bounded(double millis) {
    return Duration.ofMillis((long) Math.clamp(millis, 0, (double) MAX.toMillis()));
  }
}
