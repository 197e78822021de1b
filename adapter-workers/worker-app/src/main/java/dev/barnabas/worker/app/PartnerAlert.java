package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.configuration.Partner;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What operations are told of a partner.
 *
 * @param partnerId the partner
 * @param kind a stable code
 * @param severity WARNING or CRITICAL
 * @param numbers what led to it
 * @param message one sentence
 */
record PartnerAlert(
    String partnerId, String kind, String severity, Map<String, String> numbers, String message) {
  private static final String WARNING = "WARNING";
  private static final String CRITICAL = "CRITICAL";

  PartnerAlert {
    numbers = Map.copyOf(numbers);
  }

  /** The key is refused, or its account is spent. */
  static PartnerAlert keyParked(Partner partner, ModelFailure failure) {
    Map<String, String> numbers = new TreeMap<>();
    Integer status = failure.httpStatus();
    numbers.put("httpStatus", status == null ? "none" : status.toString());
    numbers.put("providerCode", failure.providerCode().code());
    numbers.put("trialAfterMs", Long.toString(partner.breaker().keyProbe().toMillis()));
    return new PartnerAlert(
        partner.id(),
        failure.kind().name(),
        CRITICAL,
        numbers,
        failure.kind() == FailureKind.SPEND_LIMIT
            ? "the partner's account has spent what it may; no call is made with its key"
            : "the partner's key is missing or refused; no call is made with it");
  }

  /** The breaker opened. */
  static PartnerAlert opened(Partner partner, PartnerBreaker breaker) {
    boolean slow = breaker.slow();
    return new PartnerAlert(
        partner.id(),
        slow ? PartnerStanding.SLOW : FailureKind.CIRCUIT_OPEN.name(),
        WARNING,
        breaker.numbers(),
        slow
            ? "too many calls to the partner were slow; it is left alone for a while"
            : "too many calls to the partner failed; it is left alone for a while");
  }

  /** The partner asked for a long pause. */
  static PartnerAlert paused(Partner partner, Duration pause) {
    return new PartnerAlert(
        partner.id(),
        FailureKind.RATE_LIMITED.name(),
        WARNING,
        Map.of("pauseMs", Long.toString(pause.toMillis())),
        "the partner asked not to be called for longer than work waits that can go elsewhere");
  }

  /** No repeat is left. */
  static PartnerAlert budgetSpent(Partner partner) {
    return new PartnerAlert(
        partner.id(),
        "RETRY_BUDGET_SPENT",
        WARNING,
        Map.of(
            "percent", Integer.toString(partner.retry().budget()),
            "floor", Integer.toString(partner.retry().budgetFloor())),
        "calls to the partner fail so often that they are not repeated any more");
  }

  /** The partner takes no more than the fewest calls at a time. */
  static PartnerAlert leastConcurrency(Partner partner) {
    return new PartnerAlert(
        partner.id(),
        "CONCURRENCY_AT_LEAST",
        WARNING,
        Map.of(
            "calls", Integer.toString(partner.adaptiveConcurrency().min()),
            "most", Integer.toString(partner.maxConcurrency())),
        "the partner takes no more than the fewest calls at a time");
  }

  /** The instance's share of a limit is nothing. */
  static PartnerAlert noShare(Partner partner, Share share) {
    return new PartnerAlert(
        partner.id(),
        "RATE_SHARE_EMPTY",
        WARNING,
        Map.of("held", Integer.toString(share.held()), "partitions", Integer.toString(share.all())),
        "the partner's rate limit is too small to be divided among its worker instances");
  }
}
