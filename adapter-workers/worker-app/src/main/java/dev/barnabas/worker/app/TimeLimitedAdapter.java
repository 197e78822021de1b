package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends a call at the partner's timeout or the item's deadline, whichever is first. The adapter is
 * told the bound and given a moment more to keep it by itself, because its own word is the better
 * one; then its thread is interrupted.
 *
 * <p>A time-out is the partner's word only if the partner had the time it takes. What the item's
 * deadline ended sooner than the slowest of the last answered calls is {@link
 * FailureKind#OUT_OF_TIME}, which neither opens the breaker nor counts as congestion, or else one
 * tenant's short deadlines would shut out the others. Until a call was answered, every time-out
 * counts.
 */
final class TimeLimitedAdapter extends DecoratedAdapter {
  /** What an adapter may take beyond its bound before it is interrupted. */
  static final Duration SLACK = Duration.ofMillis(250);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** Adapters count whole milliseconds, by another clock. */
  private static final Duration TOLERANCE = Duration.ofMillis(10);

  private final Duration timeout;
  private final InstantSource clock;
  private final CallTimer timer;
  private final AnsweredLatencies latencies;

  TimeLimitedAdapter(
      ModelAdapter inner,
      Duration timeout,
      InstantSource clock,
      CallTimer timer,
      AnsweredLatencies latencies) {
    super(inner);
    this.timeout = timeout;
    this.clock = clock;
    this.timer = timer;
    this.latencies = latencies;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Instant startedAt = clock.instant();
    Duration bound = Calls.bound(call, timeout, startedAt);
    if (bound.compareTo(SHORTEST) < 0) {
      return ModelFailure.notSent(
          FailureKind.EXPIRED_BEFORE_CALL, "deadline_passed", CallTimes.none(startedAt));
    }
    Interruption interruption = new Interruption(Thread.currentThread());
    Runnable callOff = timer.after(bound.plus(SLACK), interruption::interrupt);
    boolean interrupted;
    ModelOutcome outcome;
    try {
      outcome = inner.infer(Calls.withTimeout(call, bound));
    } finally {
      callOff.run();
      interrupted = interruption.over();
    }
    return judged(interrupted ? timedOut(outcome, startedAt) : outcome, bound, startedAt);
  }

  private ModelOutcome judged(ModelOutcome outcome, Duration bound, Instant startedAt) {
    return switch (outcome) {
      case ModelAnswer answer -> {
        latencies.answered(answer.times().latency(), clock.instant());
        yield answer;
      }
      case ModelFailure failure when cutTooSoon(failure, bound, startedAt) ->
          failure.as(FailureKind.OUT_OF_TIME);
      case ModelFailure failure -> failure;
    };
  }

  private boolean cutTooSoon(ModelFailure failure, Duration bound, Instant startedAt) {
    Duration took = Duration.between(startedAt, clock.instant());
    return failure.kind() == FailureKind.TIMED_OUT
        && bound.compareTo(timeout) < 0
        && took.plus(TOLERANCE).compareTo(bound) >= 0
        && latencies.exceed(bound);
  }

  /** What an interrupted adapter says is kept only if the answer was complete. */
  private ModelOutcome timedOut(ModelOutcome outcome, Instant startedAt) {
    return switch (outcome) {
      case ModelAnswer answer -> answer;
      case ModelFailure failure ->
          ModelFailure.of(
              FailureKind.TIMED_OUT,
              "total_timeout",
              new CallTimes(startedAt, failure.times().firstByteAt(), clock.instant()));
    };
  }

  /** Interrupts a thread only while it is in the call. */
  private static final class Interruption {
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private boolean over;
    private boolean done;

    Interruption(Thread thread) {
      this.thread = thread;
    }

    void interrupt() {
      lock.lock();
      try {
        if (!over) {
          done = true;
          thread.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Ends the call; whether it was interrupted, a trace of which is cleared from the thread. */
    boolean over() {
      lock.lock();
      try {
        over = true;
        if (done) {
          boolean _ = Thread.interrupted();
        }
        return done;
      } finally {
        lock.unlock();
      }
    }
  }
}
