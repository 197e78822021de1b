package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.Ending;
import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Answer;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.Output.Fault;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.Waiting;
import dev.barnabas.pricing.Money;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request: the one terminal response, the raw content deleted, the hold closed once no call
 * is open.
 */
public final class Endings {
  private final DecisionContext context;
  private final Closing closing;

  /**
   * @param context what may be asked
   */
  public Endings(DecisionContext context) {
    this.context = context;
    this.closing = new Closing(context);
  }

  /** A fault with that code and sentence. */
  public static Fault fault(ErrorCode code, String message) {
    return new Fault(code.name(), message, null, code.retryable());
  }

  /** REJECTED: the request is not accepted. */
  public void reject(Unit unit, RequestState state, Fault fault) {
    end(unit, state, Status.REJECTED, null, fault, null, false);
  }

  /** FAILED: the request was accepted and cannot be answered. */
  public void fail(Unit unit, RequestState state, Fault fault) {
    end(unit, state, Status.FAILED, null, fault, null, false);
  }

  /** EXPIRED: the deadline passed. */
  public void expire(Unit unit, RequestState state) {
    Fault fault = fault(ErrorCode.DEADLINE_EXCEEDED, "the deadline passed");
    end(unit, state, Status.EXPIRED, null, fault, null, state.ownDeadline());
  }

  /** CANCELLED: the tenant ended it. */
  public void cancel(Unit unit, RequestState state) {
    Fault fault = fault(ErrorCode.CANCELLED, "the tenant cancelled the request");
    end(unit, state, Status.CANCELLED, null, fault, null, true);
  }

  /** DEGRADED by the route's rule, charged nothing, or else FAILED. */
  public void degradeOrFail(Unit unit, RequestState state, Fault fault) {
    var plan = state.plan();
    String template = plan == null ? null : plan.degrade();
    if (template == null) {
      fail(unit, state, fault);
      return;
    }
    Answer answer = new Answer(template, List.of(), "stop", null, null, null, null, Map.of());
    end(unit, state, Status.DEGRADED, answer, fault, null, false);
  }

  /**
   * COMPLETED: a model answered.
   *
   * @param unit the unit of work
   * @param state with the answering call metered
   * @param answer restored
   * @param callId the answering call
   */
  public void complete(Unit unit, RequestState state, Answer answer, String callId) {
    end(unit, state, Status.COMPLETED, answer, null, callId, false);
  }

  private void end(
      Unit unit,
      RequestState state,
      Status status,
      @Nullable Answer answer,
      @Nullable Fault fault,
      @Nullable String answeredBy,
      boolean byTenant) {
    Waiting place = state.waiting();
    if (place != null) {
      unit.unpark(state.key(), state.lane(), place);
    }
    unit.unschedule(new Timer(state.deadline(), Timer.Kind.DEADLINE, state.key(), ""));
    String code = fault == null ? null : fault.code();
    Ending ending = new Ending(status, code, unit.now(), answeredBy, byTenant);
    RequestState ended = state.ended(ending);
    unit.emit(response(unit, ended, ending, answer, fault));
    unit.emit(Decided.of(DecisionKind.ENDED, ended).withCode(code == null ? status.name() : code));
    cancelUnstarted(unit, ended);
    unit.deleteContent(ended.key());
    unit.schedule(new Timer(forgetAt(ended, unit.now()), Timer.Kind.FORGET, ended.key(), ""));
    unit.put(ended);
    closing.closeOrWait(unit, ended);
  }

  /** Tells the workers what they need not start; what has started is metered when it ends. */
  private static void cancelUnstarted(Unit unit, RequestState ended) {
    for (Attempt attempt : ended.attempts()) {
      if (attempt.open() && attempt.calls().isEmpty()) {
        String partner = ended.route().chain().get(attempt.link()).partnerId();
        unit.emit(new Output.Cancelled(attempt.attemptId(), partner, ended.deadline()));
      }
    }
  }

  private Output.Response response(
      Unit unit,
      RequestState ended,
      Ending ending,
      @Nullable Answer answer,
      @Nullable Fault fault) {
    Optional<Content> content = context.content(unit, ended.key());
    BigDecimal charged = closing.answerCharge(ended).money();
    var plan = ended.plan();
    return new Output.Response(
        ended.key(),
        ending,
        answer,
        fault,
        ended,
        content.map(Content::userId).orElse(null),
        content.map(Content::fingerprint).orElse(null),
        ended.labels().tags(),
        closing.answerCharge(ended).tokens(),
        plan == null || closing.answerUnpriced(ended) ? null : new Money(charged, plan.currency()),
        Duration.between(ended.source().appendedAt(), unit.now()));
  }

  /** Long enough that neither a repeat nor a late outcome can meet a forgotten request. */
  private Instant forgetAt(RequestState ended, Instant now) {
    Instant last = ended.deadline().isAfter(now) ? ended.deadline() : now;
    return last.plus(context.policies().bounds().dedupeWindow());
  }
}
