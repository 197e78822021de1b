package dev.barnabas.client;

import org.jspecify.annotations.Nullable;

/**
 * Why a future of the client has no response. {@link #reason()} is for programs, the message for
 * people; neither holds content of the request.
 */
public final class SubmissionException extends RuntimeException {
  private final Reason reason;

  SubmissionException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  SubmissionException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }

  /** The reasons. */
  public enum Reason {
    /** Tenant or correlation id is empty or cannot be used; nothing was sent. */
    INVALID,
    /** The request is larger than the topic takes; nothing was sent. */
    TOO_LARGE,
    /** Kafka did not take the request; the message says whether it may have arrived. */
    NOT_SENT,
    /** The id belongs to a request with other content; its answer is not this request's. */
    ANOTHER_PAYLOAD,
    /** The client was closed before the answer came; the request goes on. */
    CLOSED
  }
}
