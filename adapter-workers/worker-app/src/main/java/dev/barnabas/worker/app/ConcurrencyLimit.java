package dev.barnabas.worker.app;

import dev.barnabas.configuration.AdaptiveConcurrency;
import java.time.Instant;

/**
 * How many calls at a time a partner takes, by additive increase and multiplicative decrease: one
 * more for each limit's worth of calls that went well while the limit was used, a part of it after
 * a sign of congestion. Of all controls that each client can run alone, this one converges to
 * efficient and fair shares of a server that says no more than "too much": D.-M. Chiu and R. Jain,
 * "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance in Computer Networks",
 * Computer Networks and ISDN Systems 17 (1989). As in TCP (RFC 5681 and RFC 6582), the signs of one
 * round count once: what began before the last decrease decreases nothing.
 *
 * <p>Controls that estimate a queue from the lowest latency seen (Vegas, gradient) do not fit: a
 * model's latency depends on what it is asked, by a factor of a hundred. Latency therefore only
 * counts against a threshold.
 *
 * <p>Not thread-safe. Begins at the most.
 */
final class ConcurrencyLimit {
  private static final double PERCENT = 100;

  private AdaptiveConcurrency settings;
  private int most;
  private double limit;
  private Instant decreasedAt = Instant.MIN;

  /** What the end of a call says about congestion. */
  enum Sign {
    /** It went well. */
    WELL,
    /** The partner is asked too much: 429, overload, a call that is slow or timed out. */
    CONGESTED,
    /** It says nothing: it was not made, or was refused for what it asked. */
    NONE
  }

  ConcurrencyLimit(AdaptiveConcurrency settings, int most) {
    this.settings = settings;
    this.most = most;
    this.limit = most;
  }

  /** Puts other settings in force; what was learned stays, within the new bounds. */
  void change(AdaptiveConcurrency next, int nextMost) {
    boolean wasMost = limit >= most;
    settings = next;
    most = nextMost;
    limit = wasMost ? most : Math.clamp(limit, next.min(), most);
  }

  /** Calls that may be in flight. */
  int limit() {
    return settings.enabled() ? (int) limit : most;
  }

  /**
   * Takes the end of a call into account.
   *
   * @param startedAt when it started
   * @param inFlight calls in flight until it ended, itself included
   */
  void ended(Sign sign, Instant startedAt, Instant now, int inFlight) {
    switch (sign) {
      case WELL -> {
        if (inFlight * 2 >= limit()) {
          limit = Math.min(most, limit + 1 / limit);
        }
      }
      case CONGESTED -> {
        if (!startedAt.isBefore(decreasedAt)) {
          limit = Math.max(settings.min(), limit * settings.decrease() / PERCENT);
          decreasedAt = now;
        }
      }
      case NONE -> {}
    }
  }
}
