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
 */
final class TimeLimitedAdapter extends DecoratedAdapter {
  /** What an adapter may take beyond its bound before it is interrupted. */
  static final Duration SLACK = Duration.ofMillis(250);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Duration timeout;
  private final InstantSource clock;
  private final CallTimer timer;

  TimeLimitedAdapter(ModelAdapter inner, Duration timeout, InstantSource clock, CallTimer timer) {
    super(inner);
    this.timeout = timeout;
    this.clock = clock;
    this.timer = timer;
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
    return interrupted ? timedOut(outcome, startedAt) : outcome;
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
