package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.admission.DispatchOutcome;
import dev.barnabas.broker.admission.Dispatching;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.Output.Fault;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.vocabulary.ErrorCode;
import dev.barnabas.vocabulary.FailureKind;
import java.util.List;
import java.util.Optional;

/**
 * Where a request goes after a failure: the next partner, if the kind allows it, an attempt is
 * left, and the hold can be raised to it; else the route's degrade rule; else FAILED.
 */
final class Fallbacks {
  private final DecisionContext context;
  private final Dispatching dispatching;
  private final Endings endings;

  Fallbacks(DecisionContext context) {
    this.context = context;
    this.dispatching = new Dispatching(context);
    this.endings = new Endings(context);
  }

  /**
   * Goes on after a failure.
   *
   * @param unit the unit of work
   * @param state not ended, the failed attempt closed
   * @param kind why it failed
   * @param from the index in the chain to go on at
   */
  void goOn(Unit unit, RequestState state, FailureKind kind, int from) {
    goOn(unit, state, kind, fault(kind), from);
  }

  /**
   * Goes on after an answer that the tenant may not read; for a broken contract, by the route's
   * rule.
   *
   * @param broken where it breaks the contract: JSON pointer and keyword
   */
  void unusable(Unit unit, RequestState state, FailureKind kind, List<String> broken, int from) {
    var contract = state.route().contract();
    if (kind != FailureKind.CONTRACT_VIOLATED || contract == null) {
      goOn(unit, state, kind, from);
      return;
    }
    Fault fault =
        Endings.fault(
            ErrorCode.CONTRACT_VIOLATED,
            "the answer breaks the route's contract: " + String.join(", ", broken));
    switch (contract.violation()) {
      case RECORD, FALLBACK -> goOn(unit, state, kind, fault, from);
      case DEGRADE -> endings.degradeOrFail(unit, state, fault);
      case FAIL -> endings.fail(unit, state, fault);
    }
  }

  private void goOn(Unit unit, RequestState state, FailureKind kind, Fault fault, int from) {
    Optional<Integer> next = dispatching.nextLink(state, from, unit.now());
    boolean left = state.attempts().size() < state.route().maxAttempts();
    boolean may = kind.fallbackEligible() || kind == FailureKind.REDELIVERED;
    if (!may || next.isEmpty() || !left) {
      endings.degradeOrFail(unit, state, fault);
      return;
    }
    Optional<Content> content = context.content(unit, state.key());
    if (content.isEmpty()) {
      endings.fail(unit, state, Endings.fault(ErrorCode.ERASED, "the tenant's key was erased"));
      return;
    }
    switch (dispatching.send(unit, state, content.get(), next.get())) {
      case DispatchOutcome.Sent _ -> {}
      case DispatchOutcome.Impossible(Fault why, boolean _) ->
          endings.degradeOrFail(unit, state, why);
      case DispatchOutcome.NoRoom _ -> goOn(unit, state, kind, fault, next.get() + 1);
    }
  }

  /** What the tenant is told when the chain ends with that kind. */
  static Fault fault(FailureKind kind) {
    return switch (kind) {
      case REQUEST_INVALID ->
          Endings.fault(ErrorCode.REQUEST_INVALID, "the partner refuses the request");
      case CONTENT_FILTERED ->
          Endings.fault(
              ErrorCode.CONTENT_FILTERED, "the partner's content filter ended the answer");
      case RESPONSE_TOO_LARGE ->
          Endings.fault(ErrorCode.RESPONSE_TOO_LARGE, "the answer is larger than a record may be");
      case OUTPUT_CUT_OFF ->
          Endings.fault(ErrorCode.OUTPUT_CUT_OFF, "the running answer was cut off");
      case CONTRACT_VIOLATED ->
          Endings.fault(ErrorCode.CONTRACT_VIOLATED, "the answer breaks the route's contract");
      case INTERNAL -> Endings.fault(ErrorCode.INTERNAL, "a fault of the broker");
      case RATE_LIMITED,
          TIMED_OUT,
          OUT_OF_TIME,
          PROVIDER_UNAVAILABLE,
          CIRCUIT_OPEN,
          AUTHENTICATION_FAILED,
          SPEND_LIMIT,
          MODEL_NOT_FOUND,
          CONTEXT_TOO_LONG,
          EXPIRED_BEFORE_CALL,
          CANCELLED_BEFORE_CALL,
          REDELIVERED,
          STALE_POLICY,
          PARTNER_REMOVED,
          UNKNOWN ->
          Endings.fault(ErrorCode.PARTNERS_FAILED, "every partner failed, the last with " + kind);
    };
  }
}
