package dev.barnabas.configuration.binding;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 30s}, {@code 2 m}, {@code 1h30m}, {@code 250ms}, {@code
 * 7d}.
 */
public final class DurationText {

  private static final String EXPECTED = "must be a duration such as 30s, 2m or 24h, but is ";
  private static final Pattern PART =
      Pattern.compile(
          "([0-9]{1,15})\\s*(milliseconds?|millis|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d)\\s*",
          Pattern.CASE_INSENSITIVE);

  private DurationText() {}

  /** Reads a duration; a bare number is milliseconds if {@code bareMillis}, else refused. */
  public static Duration parse(String text, boolean bareMillis) {
    String stripped = text.strip();
    if (stripped.matches("[0-9][0-9_]{0,17}")) {
      if (!bareMillis) {
        throw new IllegalArgumentException(
            "needs a unit, such as " + stripped + "s or " + stripped + "ms");
      }
      return Duration.ofMillis(Long.parseLong(stripped.replace("_", "")));
    }
    Matcher part = PART.matcher(stripped);
    Duration total = Duration.ZERO;
    int end = 0;
    while (end < stripped.length()) {
      if (!part.find(end) || part.start() != end) {
        throw new IllegalArgumentException(EXPECTED + "\"" + text + "\"");
      }
      total = total.plus(unit(part.group(2), Long.parseLong(part.group(1))));
      end = part.end();
    }
    if (stripped.isEmpty() || total.compareTo(Duration.ofDays(36_500)) > 0) {
      throw new IllegalArgumentException(EXPECTED + "\"" + text + "\"");
    }
    return total;
  }

  private static Duration unit(String unit, long amount) {
    String lower = unit.toLowerCase(Locale.ROOT);
    if (lower.startsWith("ms") || lower.startsWith("milli")) {
      return Duration.ofMillis(amount);
    }
    try {
      return switch (lower.charAt(0)) {
        case 's' -> Duration.ofSeconds(amount);
        case 'm' -> Duration.ofMinutes(amount);
        case 'h' -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    } catch (ArithmeticException tooLong) {
      throw new IllegalArgumentException(EXPECTED + amount + unit, tooLong);
    }
  }

  /** The shortest text that {@link #parse} reads back as the same duration. */
  public static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 86_400_000 == 0 && millis > 86_400_000) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
