package dev.barnabas.vocabulary;

/**
 * What the outcome of a metered call says about the partner's service. Error shares and
 * availability count by it.
 */
public enum PartnerResult {
  /** The partner answered: also what was cut off, too large for us, or came second. */
  ANSWERED,
  /** The partner gave no usable answer: it failed, refused us, broke its contract or was lost. */
  FAILED,
  /** Says nothing about the partner: the request's own fault, ours, or no call at all. */
  NEITHER;

  private static final String SUCCESS = "SUCCESS";
  private static final String SUPERSEDED = "SUPERSEDED";
  private static final String ORPHAN = "ORPHAN";
  private static final String DEGRADED = "DEGRADED";
  private static final String CACHED = "CACHED";

  /**
   * The result that a word of {@code UsageEvent.outcome} stands for. A word that this version does
   * not know is {@link FailureKind#UNKNOWN}, which counts as failed.
   */
  public static PartnerResult of(String outcome) {
    return switch (outcome) {
      case SUCCESS, SUPERSEDED -> ANSWERED;
      case ORPHAN, DEGRADED, CACHED, UsageOutcome.CAPACITY -> NEITHER;
      default -> of(FailureKind.of(outcome));
    };
  }

  private static PartnerResult of(FailureKind kind) {
    return switch (kind) {
      case OUTPUT_CUT_OFF, RESPONSE_TOO_LARGE -> ANSWERED;
      case RATE_LIMITED,
          TIMED_OUT,
          PROVIDER_UNAVAILABLE,
          AUTHENTICATION_FAILED,
          SPEND_LIMIT,
          MODEL_NOT_FOUND,
          CONTRACT_VIOLATED,
          UNKNOWN ->
          FAILED;
      case OUT_OF_TIME,
          CIRCUIT_OPEN,
          REQUEST_INVALID,
          CONTEXT_TOO_LONG,
          CONTENT_FILTERED,
          EXPIRED_BEFORE_CALL,
          CANCELLED_BEFORE_CALL,
          REDELIVERED,
          STALE_POLICY,
          PARTNER_REMOVED,
          INTERNAL ->
          NEITHER;
    };
  }
}
