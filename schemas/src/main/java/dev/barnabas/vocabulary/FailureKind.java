package dev.barnabas.vocabulary;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a call or an attempt did not answer: the one table that retry, fallback, circuit breaker and
 * billing read.
 *
 * <p>The constant's name is the word in {@code CallEnded.outcome}, {@code FailedAttempt.kind} and
 * {@code UsageEvent.outcome}. An unknown word reads as {@link #UNKNOWN}.
 */
public enum FailureKind {
  /** The provider asked to slow down (429). */
  RATE_LIMITED(true, true, false, BilledByProvider.NO, false),
  /** A bound on the call ended it: connect, first byte, idle or total time. */
  TIMED_OUT(false, true, true, BilledByProvider.UNKNOWN, true),
  /** The request's own deadline ended it sooner than an answer may be expected. */
  OUT_OF_TIME(false, true, false, BilledByProvider.UNKNOWN, true),
  /** 5xx, a broken connection, or an answer that is no answer. */
  PROVIDER_UNAVAILABLE(true, true, true, BilledByProvider.UNKNOWN, true),
  /** The circuit breaker of the partner is open: no call was made. */
  CIRCUIT_OPEN(false, true, false, BilledByProvider.NO, false),
  /** 401 or 403: the partner's key is refused. */
  AUTHENTICATION_FAILED(false, true, true, BilledByProvider.NO, false),
  /** The partner's account has spent what it may. */
  SPEND_LIMIT(false, true, false, BilledByProvider.NO, false),
  /** The partner does not know the model. */
  MODEL_NOT_FOUND(false, true, false, BilledByProvider.NO, false),
  /** The partner refuses the request itself; another partner would too. */
  REQUEST_INVALID(false, false, false, BilledByProvider.NO, false),
  /** The prompt is longer than the model reads; another model may read more. */
  CONTEXT_TOO_LONG(false, true, false, BilledByProvider.NO, false),
  /** The partner's content filter ended the answer. */
  CONTENT_FILTERED(false, false, false, BilledByProvider.YES, true),
  /** The answer breaks the adapter's envelope or the route's contract. */
  CONTRACT_VIOLATED(false, true, false, BilledByProvider.YES, true),
  /** A running answer was cut at its token cap, byte cap or deadline. */
  OUTPUT_CUT_OFF(false, false, false, BilledByProvider.YES, true),
  /** The answer is larger than a record may be. */
  RESPONSE_TOO_LARGE(false, false, false, BilledByProvider.YES, true),
  /** The deadline passed before a call was made. */
  EXPIRED_BEFORE_CALL(false, false, false, BilledByProvider.NO, false),
  /** The request had ended before a call was made. */
  CANCELLED_BEFORE_CALL(false, false, false, BilledByProvider.NO, false),
  /** A worker found the item below its predecessor's start limit and started nothing. */
  REDELIVERED(false, false, false, BilledByProvider.NO, false),
  /** The item was redacted under a policy older than the partner now allows: no call was made. */
  STALE_POLICY(false, false, false, BilledByProvider.NO, false),
  /** The partner left the configuration while the attempt was open. */
  PARTNER_REMOVED(false, true, false, BilledByProvider.NO, false),
  /** The call may have happened: its end was destroyed. */
  UNKNOWN(false, true, false, BilledByProvider.UNKNOWN, true),
  /** A fault of ours. */
  INTERNAL(false, true, false, BilledByProvider.UNKNOWN, false);

  private static final Map<String, FailureKind> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

  private final boolean retryable;
  private final boolean fallbackEligible;
  private final boolean countsForBreaker;
  private final BilledByProvider billedByProvider;
  private final boolean chargedToTenant;

  FailureKind(
      boolean retryable,
      boolean fallbackEligible,
      boolean countsForBreaker,
      BilledByProvider billedByProvider,
      boolean chargedToTenant) {
    this.retryable = retryable;
    this.fallbackEligible = fallbackEligible;
    this.countsForBreaker = countsForBreaker;
    this.billedByProvider = billedByProvider;
    this.chargedToTenant = chargedToTenant;
  }

  /** The kind a word names; {@link #UNKNOWN} for a word this version does not know. */
  public static FailureKind of(String word) {
    return BY_NAME.getOrDefault(word, UNKNOWN);
  }

  /** Whether the worker may call the same partner again within the attempt. */
  public boolean retryable() {
    return retryable;
  }

  /** Whether the next partner of the chain may be asked. */
  public boolean fallbackEligible() {
    return fallbackEligible;
  }

  /** Whether the partner's circuit breaker records it as a failure. */
  public boolean countsForBreaker() {
    return countsForBreaker;
  }

  /** Whether the provider bills such a call, where it reports no usage that says so. */
  public BilledByProvider billedByProvider() {
    return billedByProvider;
  }

  /**
   * Whether the tenant may be charged for such a call when the tenant ended the request without an
   * answer.
   */
  public boolean chargedToTenant() {
    return chargedToTenant;
  }
}
