package dev.barnabas.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the checks are told.
 *
 * @param now when the topics were read: what is not due yet is open, not missing
 * @param outage how much later than promised a response may be for a reason that the topics do not
 *     show; a time without an owner they show by the ticks that are missing
 * @param allowOpen whether requests that are not due yet are accepted
 * @param canaries texts that tenants sent and no partner may see, each of 4 bytes or more
 */
public record CheckSettings(
    Instant now, Duration outage, boolean allowOpen, List<String> canaries) {
  /** A terminal response comes at most this much after the deadline. */
  static final Duration GRACE = Duration.ofSeconds(5);

  /** Checks and copies. */
  public CheckSettings {
    canaries = List.copyOf(canaries);
    if (outage.isNegative()) {
      throw new IllegalArgumentException("outage must not be negative but is " + outage);
    }
    for (int i = 0; i < canaries.size(); i++) {
      if (canaries.get(i).getBytes(UTF_8).length < CanaryScan.SHORTEST) {
        throw new IllegalArgumentException(
            "canary " + (i + 1) + " must have at least " + CanaryScan.SHORTEST + " bytes");
      }
    }
  }

  /** Without outage, open requests or canaries. */
  public static CheckSettings at(Instant now) {
    return new CheckSettings(now, Duration.ZERO, false, List.of());
  }

  /** Whether what was due at a time should have happened. */
  boolean overdue(Instant due) {
    return now.isAfter(due.plus(GRACE).plus(outage));
  }
}
