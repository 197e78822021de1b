package dev.barnabas.adapter.http;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.vocabulary.FailureKind;
import java.util.Locale;

/** How an exchange ended. */
public sealed interface ExchangeOutcome {

  /** When it started and ended. */
  CallTimes times();

  /**
   * A whole answer, of any status.
   *
   * @param status of HTTP
   * @param headers of the answer
   * @param body its bytes; shared, not to be changed
   * @param times of the exchange
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(int status, ResponseHeaders headers, byte[] body, CallTimes times)
      implements ExchangeOutcome {
    public Answered {
      requireNonNull(headers, "headers");
      requireNonNull(body, "body");
      requireNonNull(times, "times");
    }
  }

  /**
   * A stream that was read to its end, or as far as we wanted it. What it held is with the
   * request's {@link StreamReader}.
   *
   * @param status of HTTP
   * @param headers of the answer
   * @param end how it ended
   * @param times of the exchange
   */
  record Streamed(int status, ResponseHeaders headers, StreamStep.End end, CallTimes times)
      implements ExchangeOutcome {
    public Streamed {
      requireNonNull(headers, "headers");
      requireNonNull(end, "end");
      requireNonNull(times, "times");
    }
  }

  /**
   * No whole answer.
   *
   * @param reason why
   * @param times of the exchange
   */
  record Broken(Reason reason, CallTimes times) implements ExchangeOutcome {
    public Broken {
      requireNonNull(reason, "reason");
      requireNonNull(times, "times");
    }

    /** The failure that it is, whatever the provider. */
    public ModelFailure failure() {
      return reason.nothingSent()
          ? ModelFailure.notSent(reason.kind(), reason.code(), times)
          : ModelFailure.of(reason.kind(), reason.code(), times);
    }
  }

  /** Why an exchange broke, and what kind of failure that is for every adapter. */
  enum Reason {
    /** The connection did not stand in time: nothing was sent. */
    CONNECT_TIMEOUT(FailureKind.TIMED_OUT),
    /** The address refused, or has no name: nothing was sent. */
    CONNECT_FAILED(FailureKind.PROVIDER_UNAVAILABLE),
    /** The connection stands, but the other side's certificate or protocol will not do. */
    TLS_FAILED(FailureKind.PROVIDER_UNAVAILABLE),
    /** The connection broke before the answer was whole. */
    CONNECTION_LOST(FailureKind.PROVIDER_UNAVAILABLE),
    /** The head of the answer did not come in time. */
    FIRST_BYTE_TIMEOUT(FailureKind.TIMED_OUT),
    /** The total time was over. */
    TOTAL_TIMEOUT(FailureKind.TIMED_OUT),
    /** The body stood still too long. */
    IDLE_TIMEOUT(FailureKind.TIMED_OUT),
    /** The body is larger than allowed. */
    BODY_TOO_LARGE(FailureKind.RESPONSE_TOO_LARGE),
    /** The calling thread was interrupted. The provider may have done the work. */
    INTERRUPTED(FailureKind.UNKNOWN);

    private final FailureKind kind;

    Reason(FailureKind kind) {
      this.kind = kind;
    }

    /** The failure kind. */
    public FailureKind kind() {
      return kind;
    }

    /** Whether the request certainly did not reach the provider. */
    public boolean nothingSent() {
      return this == CONNECT_TIMEOUT || this == CONNECT_FAILED || this == TLS_FAILED;
    }

    /** The code for operators, such as {@code idle_timeout}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
