package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelCall;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Copies of calls that differ in one thing. */
final class Calls {

  private Calls() {}

  static ModelCall withCallId(ModelCall call, String callId) {
    return copy(call, callId, call.timeout(), call.traceparent());
  }

  static ModelCall withTimeout(ModelCall call, Duration timeout) {
    return copy(call, call.callId(), timeout, call.traceparent());
  }

  static ModelCall withTraceparent(ModelCall call, @Nullable String traceparent) {
    return copy(call, call.callId(), call.timeout(), traceparent);
  }

  /** The shorter of a bound and what is left to the call's deadline; zero if that has passed. */
  static Duration bound(ModelCall call, Duration most, Instant now) {
    Duration left = Duration.between(now, call.deadline());
    Duration bound = left.compareTo(most) < 0 ? left : most;
    return bound.isNegative() ? Duration.ZERO : bound;
  }

  private static ModelCall copy(
      ModelCall call, String callId, @Nullable Duration timeout, @Nullable String traceparent) {
    return new ModelCall(
        call.attemptId(),
        callId,
        call.model(),
        call.messages(),
        call.tools(),
        call.responseFormat(),
        call.sampling(),
        call.passThrough(),
        call.maxOutputTokens(),
        call.deadline(),
        timeout,
        traceparent);
  }
}
