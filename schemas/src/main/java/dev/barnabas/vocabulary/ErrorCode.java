package dev.barnabas.vocabulary;

/**
 * The stable codes of {@code InferenceResponse.error.code}. {@link #retryable()} means: the same
 * request may succeed under a new correlation id.
 */
public enum ErrorCode {
  /** A required field is absent or empty. */
  FIELD_MISSING(false),
  /** A field's value is outside its documented range. */
  FIELD_INVALID(false),
  /** The record is larger than a request may be. */
  REQUEST_TOO_LARGE(false),
  /** No route has the alias. */
  UNKNOWN_MODEL(false),
  /** The deadline had passed when the request was read. */
  DEADLINE_PASSED(true),
  /** The deadline is farther away than the configuration allows. */
  DEADLINE_TOO_FAR(false),
  /** No quota is configured for the tenant. */
  NO_QUOTA(false),
  /** The worst case of the request is larger than an empty window of a limit. */
  EXCEEDS_LIMIT(false),
  /** A limit of a day or a month has no room. */
  QUOTA_EXCEEDED(true),
  /** The tenant's queue is full. */
  QUEUE_FULL(true),
  /** The model has no price and the tenant has a money limit. */
  UNPRICED(false),
  /** Redaction failed; nothing left the house. */
  REDACTION_FAILED(false),
  /** The policy blocks a type that the request contains. */
  REDACTION_BLOCKED(false),
  /** Every partner of the chain failed; the message names the last kind. */
  PARTNERS_FAILED(true),
  /** The answer breaks the route's contract. */
  CONTRACT_VIOLATED(true),
  /** The partner refuses the request. */
  REQUEST_INVALID(false),
  /** The partner's content filter ended the answer. */
  CONTENT_FILTERED(false),
  /** The answer is larger than a record may be. */
  RESPONSE_TOO_LARGE(false),
  /** A running answer was cut off. */
  OUTPUT_CUT_OFF(true),
  /** The deadline passed. */
  DEADLINE_EXCEEDED(true),
  /** The tenant cancelled the request. */
  CANCELLED(true),
  /** The tenant's key was erased while the request was open. */
  ERASED(false),
  /** A fault of ours. */
  INTERNAL(true);

  private final boolean retryable;

  ErrorCode(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same request may succeed under a new correlation id. */
  public boolean retryable() {
    return retryable;
  }
}
