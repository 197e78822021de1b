package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.admission.Dispatching;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Call;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Answer;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about outcomes: every call becomes exactly one usage event, and the first success of any
 * attempt ends a request that is not ended.
 */
public final class Completion {
  private final DecisionContext context;
  private final Dispatching dispatching;
  private final Metering metering;
  private final Endings endings;
  private final Closing closing;
  private final Fallbacks fallbacks;
  private final Answering answering;
  private final Orphans orphans;

  /**
   * @param context what may be asked
   * @param contract checks answers
   */
  public Completion(DecisionContext context, Contract contract) {
    this.context = context;
    this.dispatching = new Dispatching(context);
    this.metering = new Metering(context.keys());
    this.endings = new Endings(context);
    this.closing = new Closing(context);
    this.fallbacks = new Fallbacks(context);
    this.answering = new Answering(context, contract);
    this.orphans = new Orphans(context);
  }

  /** Calls of requests that are over. */
  Orphans orphans() {
    return orphans;
  }

  /** What an outcome is about: the request and its attempt. */
  private record Subject(RequestState state, Attempt attempt) {}

  /**
   * A call is about to be sent.
   *
   * @param unit the unit of work
   * @param attemptId the attempt
   * @param callId the call
   * @param partnerId who is called
   * @param startedAt the worker's clock
   * @param timeout the call's own bound
   */
  public void started(
      Unit unit,
      String attemptId,
      String callId,
      String partnerId,
      Instant startedAt,
      Duration timeout) {
    Optional<Subject> subject = subject(unit, attemptId, partnerId);
    if (subject.isEmpty()) {
      if (context.keys().issued(attemptId, partnerId)) {
        orphans.started(unit, attemptId, callId, partnerId, startedAt, timeout);
      }
      return;
    }
    if (subject.get().attempt().call(callId).isPresent()) {
      return;
    }
    RequestState state = subject.get().state();
    Instant unknownAt = unit.now().plus(timeout).plus(context.policies().bounds().grace());
    Call call = Call.started(callId, startedAt, unknownAt);
    unit.put(state.with(subject.get().attempt().with(call)));
    unit.schedule(new Timer(unknownAt, Timer.Kind.CALL_UNKNOWN, state.key(), callId));
  }

  /** A call has ended. */
  public void ended(Unit unit, CallReport report) {
    Optional<Subject> subject = subject(unit, report.attemptId(), report.partnerId());
    if (subject.isEmpty()) {
      if (context.keys().issued(report.attemptId(), report.partnerId())) {
        orphans.ended(unit, report);
      }
      return;
    }
    RequestState state = subject.get().state();
    Attempt attempt = subject.get().attempt();
    Call call =
        attempt
            .call(report.callId())
            .orElseGet(() -> Call.started(report.callId(), report.startedAt(), unit.now()));
    if (call.phase() == Call.Phase.ENDED) {
      return;
    }
    unit.unschedule(
        new Timer(call.unknownAt(), Timer.Kind.CALL_UNKNOWN, state.key(), call.callId()));
    if (report.success() && !state.ended()) {
      answer(unit, state, attempt, call, report);
    } else {
      late(unit, state, attempt, call, report);
    }
  }

  /** A call has ended, and what it brought cannot be used: it is metered, and the request fails. */
  public void unusable(Unit unit, CallReport report, ErrorCode code) {
    Optional<Subject> subject = subject(unit, report.attemptId(), report.partnerId());
    if (subject.isEmpty()) {
      if (context.keys().issued(report.attemptId(), report.partnerId())) {
        orphans.ended(unit, report);
      }
      return;
    }
    RequestState state = subject.get().state();
    Attempt attempt = subject.get().attempt();
    Call call =
        attempt
            .call(report.callId())
            .orElseGet(() -> Call.started(report.callId(), report.startedAt(), unit.now()));
    if (call.phase() == Call.Phase.ENDED) {
      return;
    }
    String outcome =
        code == ErrorCode.RESPONSE_TOO_LARGE
            ? FailureKind.RESPONSE_TOO_LARGE.name()
            : FailureKind.INTERNAL.name();
    RequestState metered = metered(unit, state, attempt, call, report, outcome);
    RequestState closed =
        close(unit, metered, metered.attempt(attempt.attemptId()).orElseThrow(), outcome);
    if (closed.ended()) {
      closing.closeOrWait(unit, closed);
    } else if (attempt.open()) {
      endings.fail(unit, closed, Endings.fault(code, "the answer cannot be delivered"));
    }
  }

  /**
   * An attempt ended without an answer.
   *
   * @param unit the unit of work
   * @param attemptId the attempt
   * @param dispatch which dispatch of it
   * @param partnerId who was asked
   * @param kind why
   */
  public void failed(
      Unit unit, String attemptId, int dispatch, String partnerId, FailureKind kind) {
    Optional<Subject> subject = subject(unit, attemptId, partnerId);
    if (subject.isEmpty() || !subject.get().attempt().open()) {
      return;
    }
    RequestState state = subject.get().state();
    Attempt attempt = subject.get().attempt();
    boolean again = kind == FailureKind.REDELIVERED || kind == FailureKind.STALE_POLICY;
    if (again && dispatch != attempt.dispatch()) {
      return;
    }
    if (again && !state.ended()) {
      unit.schedule(
          new Timer(
              unit.now(),
              Timer.Kind.REDELIVER,
              state.key(),
              new HandBack(attemptId, dispatch).subject()));
      return;
    }
    RequestState closed = close(unit, state, attempt, kind.name());
    unit.emit(Decided.of(DecisionKind.ATTEMPT_FAILED, closed, attempt, kind.name()));
    if (closed.ended()) {
      closing.closeOrWait(unit, closed);
    } else if (kind != FailureKind.EXPIRED_BEFORE_CALL
        && kind != FailureKind.CANCELLED_BEFORE_CALL) {
      fallbacks.goOn(unit, closed, kind, attempt.link() + 1);
    }
  }

  /** The tenant wants it to end. */
  public void cancel(Unit unit, RequestState state) {
    if (!state.ended()) {
      endings.cancel(unit, state);
    }
  }

  /** The deadline passed. */
  void expire(Unit unit, RequestState state) {
    if (!state.ended()) {
      endings.expire(unit, state);
    }
  }

  /** A call's end was not read in time. */
  void unknown(Unit unit, RequestState state, String callId) {
    for (Attempt attempt : state.attempts()) {
      Optional<Call> call = attempt.call(callId).filter(Call::open);
      if (call.isPresent()) {
        RequestState after = metering.unknown(unit, state, attempt, call.get());
        if (after.ended()) {
          closing.closeOrWait(unit, after);
        }
        return;
      }
    }
  }

  /** A charge for a call whose end was never seen is given back. */
  void giveBack(Unit unit, RequestState state) {
    closing.giveBack(unit, state);
  }

  /** Nothing more can be called for an ended request. */
  void release(Unit unit, RequestState state) {
    RequestState next = state;
    for (Attempt attempt : state.attempts()) {
      if (attempt.open() && !attempt.callOpen()) {
        next = close(unit, next, attempt, FailureKind.EXPIRED_BEFORE_CALL.name());
      }
    }
    if (next.ended()) {
      closing.closeOrWait(unit, next);
    }
  }

  /** A worker handed an attempt back without calling. */
  void redeliver(Unit unit, RequestState state, HandBack handBack) {
    String attemptId = handBack.attemptId();
    Optional<Attempt> found = state.attempt(attemptId).filter(handBack::concerns);
    if (found.isEmpty()) {
      return;
    }
    Attempt attempt = found.get();
    if (state.ended()) {
      closing.closeOrWait(unit, close(unit, state, attempt, FailureKind.REDELIVERED.name()));
      return;
    }
    if (attempt.calls().isEmpty()) {
      sameAgain(unit, state, attempt);
      return;
    }
    RequestState next = state;
    for (Call call : attempt.calls()) {
      if (call.open()) {
        unit.unschedule(
            new Timer(call.unknownAt(), Timer.Kind.CALL_UNKNOWN, state.key(), call.callId()));
        next = metering.unknown(unit, next, next.attempt(attemptId).orElseThrow(), call);
      }
    }
    Attempt metered = next.attempt(attemptId).orElseThrow();
    RequestState closed = close(unit, next, metered, FailureKind.REDELIVERED.name());
    unit.emit(
        Decided.of(DecisionKind.ATTEMPT_FAILED, closed, attempt, FailureKind.REDELIVERED.name()));
    fallbacks.goOn(unit, closed, FailureKind.REDELIVERED, attempt.link());
  }

  private void sameAgain(Unit unit, RequestState state, Attempt attempt) {
    if (!dispatching.configured(state, attempt.link())) {
      RequestState closed = close(unit, state, attempt, FailureKind.PARTNER_REMOVED.name());
      unit.emit(
          Decided.of(
              DecisionKind.ATTEMPT_FAILED, closed, attempt, FailureKind.PARTNER_REMOVED.name()));
      fallbacks.goOn(unit, closed, FailureKind.PARTNER_REMOVED, attempt.link() + 1);
      return;
    }
    Optional<Content> content = context.content(unit, state.key());
    if (content.isEmpty() || dispatching.again(unit, state, content.get(), attempt).isEmpty()) {
      endings.fail(
          unit,
          close(unit, state, attempt, FailureKind.INTERNAL.name()),
          content.isEmpty()
              ? Endings.fault(ErrorCode.ERASED, "the tenant's key was erased")
              : Endings.fault(
                  ErrorCode.REDACTION_FAILED, "redaction failed; nothing left the house"));
    }
  }

  private void answer(
      Unit unit, RequestState state, Attempt attempt, Call call, CallReport report) {
    switch (answering.judge(unit, state, attempt, report)) {
      case Answering.Judgement.Good(Answer answer, List<String> broken) -> {
        broken.stream().findFirst().ifPresent(place -> recordBroken(unit, state, attempt, place));
        Hold hold = state.hold();
        Call ended =
            call.ended(Metering.SUCCESS, report.usage(), report.billed(), report.latencyMs());
        Closing.Charge charge =
            hold == null ? Closing.Charge.NONE : Closing.charge(state, hold, attempt, ended);
        RequestState metered =
            metering.end(unit, state, attempt, call, report, Metering.SUCCESS, charge);
        RequestState closed =
            close(
                unit,
                metered,
                metered.attempt(attempt.attemptId()).orElseThrow(),
                Metering.SUCCESS);
        if (report.usage() != null) {
          Estimates.compare(unit, closed, attempt, report.usage(), charge.tokens());
        }
        endings.complete(unit, closed, answer, report.callId());
      }
      case Answering.Judgement.Bad(FailureKind kind, List<String> broken) -> {
        RequestState metered =
            metering.end(unit, state, attempt, call, report, kind.name(), Closing.Charge.NONE);
        if (attempt.open()) {
          RequestState closed =
              close(unit, metered, metered.attempt(attempt.attemptId()).orElseThrow(), kind.name());
          unit.emit(Decided.of(DecisionKind.ATTEMPT_FAILED, closed, attempt, kind.name()));
          fallbacks.unusable(unit, closed, kind, broken, attempt.link() + 1);
        }
      }
      case Answering.Judgement.Erased _ -> {
        RequestState metered =
            metering.end(
                unit, state, attempt, call, report, Metering.SUPERSEDED, Closing.Charge.NONE);
        RequestState closed =
            close(
                unit,
                metered,
                metered.attempt(attempt.attemptId()).orElseThrow(),
                Metering.SUCCESS);
        endings.fail(unit, closed, Endings.fault(ErrorCode.ERASED, "the tenant's key was erased"));
      }
    }
  }

  /**
   * A contract in shadow mode: the keyword is told, and the place is not, for it may be content.
   */
  private static void recordBroken(Unit unit, RequestState state, Attempt attempt, String place) {
    String keyword = place.substring(place.lastIndexOf(' ') + 1);
    unit.emit(
        Decided.of(
            DecisionKind.SHADOWED,
            state,
            attempt,
            FailureKind.CONTRACT_VIOLATED.name() + " " + keyword));
  }

  /** A failure, or a success that came too late to be the answer: metered, and no more. */
  private void late(Unit unit, RequestState state, Attempt attempt, Call call, CallReport report) {
    String outcome = report.success() ? Metering.SUPERSEDED : report.outcome();
    RequestState metered = metered(unit, state, attempt, call, report, outcome);
    RequestState next =
        report.success()
            ? close(
                unit, metered, metered.attempt(attempt.attemptId()).orElseThrow(), Metering.SUCCESS)
            : metered;
    if (next.ended()) {
      closing.closeOrWait(unit, next);
    }
  }

  /** Meters a call that is not the answer; a charge that it had as UNKNOWN is corrected. */
  private RequestState metered(
      Unit unit,
      RequestState state,
      Attempt attempt,
      Call call,
      CallReport report,
      String outcome) {
    RequestState next =
        metering.end(unit, state, attempt, call, report, outcome, Closing.Charge.NONE);
    return Metering.chargedAsUnknown(state, call) ? closing.correct(unit, next) : next;
  }

  private RequestState close(Unit unit, RequestState state, Attempt attempt, String outcome) {
    if (attempt.open()) {
      Dispatching.finished(unit, state, attempt);
    }
    RequestState next = state.with(attempt.ended(outcome, unit.now()));
    unit.put(next);
    return next;
  }

  private Optional<Subject> subject(Unit unit, String attemptId, String partnerId) {
    Optional<RequestKey> key = unit.attempt(attemptId);
    @Nullable RequestState state = key.flatMap(unit::request).orElse(null);
    @Nullable Attempt attempt = state == null ? null : state.attempt(attemptId).orElse(null);
    if (state != null && attempt != null) {
      if (state.route().chain().get(attempt.link()).partnerId().equals(partnerId)) {
        return Optional.of(new Subject(state, attempt));
      }
    } else if (context.keys().issued(attemptId, partnerId)) {
      return Optional.empty();
    }
    unit.emit(new Output.Refused(DeadLetterReason.UNKNOWN_ATTEMPT, null, "attemptId"));
    return Optional.empty();
  }
}
