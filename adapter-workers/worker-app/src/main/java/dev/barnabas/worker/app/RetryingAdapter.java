package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a call that failed in a way that may pass, as often as the partner's settings and its
 * {@link RetryBudget} say. A wait that would reach the deadline is not begun: the failure is the
 * outcome then. So it is when the worker itself would not make the repeat.
 */
final class RetryingAdapter extends DecoratedAdapter {
  private final Backoff backoff;
  private final RetryBudget budget;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final RepeatListener listener;
  private final @Nullable Duration longest;

  /** Hears of every repeat that is wanted. */
  @FunctionalInterface
  interface RepeatListener {
    /** A repeat was wanted, and the budget had room for it or not. */
    void repeat(boolean allowed);
  }

  /**
   * @param longest a longer wait is not begun; null: only the deadline bounds it
   */
  RetryingAdapter(
      ModelAdapter inner,
      Backoff backoff,
      RetryBudget budget,
      InstantSource clock,
      Sleeper sleeper,
      RepeatListener listener,
      @Nullable Duration longest) {
    super(inner);
    this.backoff = backoff;
    this.budget = budget;
    this.clock = clock;
    this.sleeper = sleeper;
    this.listener = listener;
    this.longest = longest;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    @Nullable ModelFailure before = null;
    for (int failures = 1; ; failures++) {
      ModelOutcome outcome = inner.infer(call);
      count(outcome);
      if (!(outcome instanceof ModelFailure failure)) {
        return outcome;
      }
      if (CallsMade.none(failure)) {
        return before == null ? failure : before;
      }
      Duration wait = backoff.after(failures, failure.retryAfter());
      if (!repeats(failure, failures) || tooLong(wait, call) || !withinBudget()) {
        return failure;
      }
      if (!waited(wait)) {
        return Waiting.interrupted(clock.instant());
      }
      before = failure;
    }
  }

  private void count(ModelOutcome outcome) {
    boolean answered =
        switch (outcome) {
          case ModelAnswer _ -> true;
          case ModelFailure failure -> failure.httpStatus() != null && !failure.kind().retryable();
        };
    if (answered) {
      budget.answered(clock.instant());
    }
  }

  private boolean tooLong(Duration wait, ModelCall call) {
    return !clock.instant().plus(wait).isBefore(call.deadline())
        || (longest != null && wait.compareTo(longest) > 0);
  }

  private boolean withinBudget() {
    boolean allowed = budget.tryRepeat(clock.instant());
    listener.repeat(allowed);
    return allowed;
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
