package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Repeats a call that failed in a way that may pass, as often as the partner's settings say. A wait
 * that would reach the deadline is not begun: the failure is the outcome then.
 */
final class RetryingAdapter extends DecoratedAdapter {
  private final Backoff backoff;
  private final InstantSource clock;
  private final Sleeper sleeper;

  RetryingAdapter(ModelAdapter inner, Backoff backoff, InstantSource clock, Sleeper sleeper) {
    super(inner);
    this.backoff = backoff;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    for (int failures = 1; ; failures++) {
      switch (inner.infer(call)) {
        case ModelAnswer answer -> {
          return answer;
        }
        case ModelFailure failure -> {
          if (!repeats(failure, failures)) {
            return failure;
          }
          Duration wait = backoff.after(failures, failure.retryAfter());
          if (!clock.instant().plus(wait).isBefore(call.deadline())) {
            return failure;
          }
          if (!waited(wait)) {
            return ModelFailure.notSent(
                FailureKind.UNKNOWN, "interrupted", CallTimes.none(clock.instant()));
          }
        }
      }
    }
  }

  private boolean repeats(ModelFailure failure, int failures) {
    return failure.kind().retryable() && failures < backoff.retry().maxAttempts();
  }

  private boolean waited(Duration wait) {
    try {
      sleeper.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
