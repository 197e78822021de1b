package dev.barnabas.broker.completion;

import dev.barnabas.broker.budget.Windows;
import dev.barnabas.broker.request.Known;
import dev.barnabas.broker.request.Remembered;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.vocabulary.ErrorCode;
import java.util.function.Consumer;

/**
 * Decides what is due. A timer is only asked once both ticks have passed it, so no logged answer
 * loses to it.
 */
public final class Timers {
  private final Completion completion;

  /**
   * @param completion decides about outcomes
   */
  public Timers(Completion completion) {
    this.completion = completion;
  }

  /**
   * One timer is due.
   *
   * @param unit the unit of work
   * @param timer which
   */
  public void fire(Unit unit, Timer timer) {
    unit.unschedule(timer);
    switch (timer.kind()) {
      case WINDOW -> Windows.forget(unit, timer);
      case ORPHAN_UNKNOWN -> completion.orphans().unknown(unit, timer.subject());
      case ORPHAN_FORGET -> unit.forgetOrphan(timer.subject());
      case FORGET -> unit.known(timer.key()).ifPresent(known -> forget(unit, known));
      case DEADLINE -> about(unit, timer, state -> completion.expire(unit, state));
      case CALL_UNKNOWN ->
          about(unit, timer, state -> completion.unknown(unit, state, timer.subject()));
      case HOLD -> about(unit, timer, state -> completion.release(unit, state));
      case REDELIVER -> {
        HandBack handBack = HandBack.parse(timer.subject());
        about(unit, timer, state -> completion.redeliver(unit, state, handBack));
      }
      case UNKNOWN_CHARGE -> about(unit, timer, state -> completion.giveBack(unit, state));
    }
  }

  /** Decides about the request of a timer, unless it is over or forgotten. */
  private static void about(Unit unit, Timer timer, Consumer<RequestState> decision) {
    unit.request(timer.key()).ifPresent(decision);
  }

  /** A timer's decision failed: whoever can be answered is. */
  public void failed(Unit unit, Timer timer, Endings endings) {
    fail(unit, timer.key(), ErrorCode.INTERNAL, endings);
  }

  /** A request cannot go on by a fault of ours. */
  public void fail(Unit unit, RequestKey key, ErrorCode code, Endings endings) {
    unit.request(key)
        .filter(state -> !state.ended())
        .ifPresent(
            state -> endings.fail(unit, state, Endings.fault(code, "a fault of the broker")));
  }

  private void forget(Unit unit, Known known) {
    switch (known) {
      case Remembered over -> over.attempts().forEach(unit::forgetAttempt);
      case RequestState state -> {
        completion.giveBack(unit, state);
        state.attempts().forEach(attempt -> unit.forgetAttempt(attempt.attemptId()));
        unit.deleteContent(state.key());
      }
    }
    unit.forget(known.key());
  }
}
