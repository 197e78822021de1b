package dev.barnabas.broker.admission;

import static java.util.Objects.requireNonNull;

import dev.barnabas.broker.completion.Endings;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Ending;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Known;
import dev.barnabas.broker.request.Labels;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.Output.Fault;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.Waiting;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the admission policies in order: validate, deduplicate, then park or go on, route, redact,
 * reserve, dispatch. The cheap questions come first, so that a tenant over its quota burns nobody's
 * time in redaction.
 */
public final class Admission {
  private final DecisionContext context;
  private final Dispatching dispatching;
  private final Endings endings;

  /**
   * @param context what may be asked
   */
  public Admission(DecisionContext context) {
    this.context = context;
    this.dispatching = new Dispatching(context);
    this.endings = new Endings(context);
  }

  /**
   * Decides about a request that is readable, authenticated and at home.
   *
   * @param unit the unit of work
   * @param in the request
   * @param source where it was read
   */
  public void decide(Unit unit, InboundRequest in, Coordinates source) {
    if (!context.policies().knowsTenant(in.key().tenantId())) {
      unit.emit(new Output.Refused(DeadLetterReason.UNKNOWN_TENANT, null, "metadata.tenantId"));
      return;
    }
    Instant oldest = unit.now().minus(context.policies().bounds().dedupeWindow());
    if (source.appendedAt().isBefore(oldest)) {
      unit.emit(new Output.Refused(DeadLetterReason.TOO_OLD, null, null));
      return;
    }
    UnaryOperator<String> keyed = keyed(in);
    switch (DeduplicationDecision.decide(
        unit.known(in.key()), stored -> in.fingerprints().matches(stored, keyed))) {
      case DeduplicationDecision.Fresh _ -> fresh(unit, in, source, false);
      case DeduplicationDecision.CancelledBefore(RequestState cancel) -> {
        unit.unschedule(new Timer(cancel.deadline(), Timer.Kind.FORGET, cancel.key(), ""));
        fresh(unit, in, source, true);
      }
      case DeduplicationDecision.Same(Known first) ->
          unit.emit(repeated(DecisionKind.DUPLICATE, first));
      case DeduplicationDecision.Conflict(Known first) -> conflict(unit, first);
    }
  }

  /**
   * Lets the head of a tenant's queue go on if there is room.
   *
   * @param unit the unit of work
   * @param parked the head's state
   * @return whether it left the queue; the unit is to be written unless it {@code WAITS}
   */
  public ReleaseDecision release(Unit unit, RequestState parked) {
    if (dispatching.stillWaits(unit, parked)) {
      return ReleaseDecision.WAITS;
    }
    Optional<Content> content = context.content(unit, parked.key());
    if (content.isEmpty()) {
      endings.fail(unit, parked, Endings.fault(ErrorCode.ERASED, "the tenant's key was erased"));
      return ReleaseDecision.LEFT;
    }
    return switch (goOn(unit, parked, content.get(), DecisionKind.RELEASED)) {
      case DispatchOutcome.NoRoom(String _, Waiting.Need need) -> waits(unit, parked, need);
      case DispatchOutcome.Sent _, DispatchOutcome.Impossible _ -> ReleaseDecision.LEFT;
    };
  }

  /** What became of the head of a queue. */
  public enum ReleaseDecision {
    /** It left the queue. */
    LEFT,
    /** There is no room for it. */
    WAITS,
    /** There is no room for it, and what it needs is known now. */
    WAITS_KNOWING
  }

  private static ReleaseDecision waits(
      Unit unit, RequestState parked, Waiting.@Nullable Need need) {
    Waiting place = parked.waiting();
    if (need == null || place == null) {
      return ReleaseDecision.WAITS;
    }
    unit.put(parked.parked(new Waiting(place.ticket(), place.bytes(), need)));
    return ReleaseDecision.WAITS_KNOWING;
  }

  /**
   * A request could not be decided by a fault of ours, or would not fit a record: it ends, unless
   * it has already been decided.
   */
  public void failed(Unit unit, InboundRequest in, Coordinates source, ErrorCode code) {
    Optional<Known> known = unit.known(in.key());
    if (known.isPresent() && !(known.get() instanceof RequestState s && s.cancelRemembered())) {
      return;
    }
    var invalid =
        new ValidationDecision.Invalid(Endings.fault(code, "the request cannot be taken"));
    RequestState state = state(in, source, invalid, unit.now());
    if (code == ErrorCode.INTERNAL) {
      endings.fail(unit, state, invalid.fault());
    } else {
      keep(unit, state, in);
      endings.reject(unit, state, invalid.fault());
    }
  }

  private UnaryOperator<String> keyed(InboundRequest in) {
    return hash -> context.keys().hash("fingerprint", in.key().tenantId(), hash);
  }

  private void fresh(Unit unit, InboundRequest in, Coordinates source, boolean cancelled) {
    var decision = Validation.check(in, context.policies(), source.appendedAt(), unit.now());
    RequestState state = state(in, source, decision, unit.now());
    Content content = keep(unit, state, in);
    switch (decision) {
      case ValidationDecision.Invalid(Fault fault) -> endings.reject(unit, state, fault);
      case ValidationDecision.Valid _ when cancelled -> endings.cancel(unit, state);
      case ValidationDecision.Valid _ -> accept(unit, state, content);
    }
  }

  private Content keep(Unit unit, RequestState state, InboundRequest in) {
    Content content = new Content(in.original(), in.userId(), in.fingerprints().hash(), Map.of());
    context.keep(unit, state.key(), content);
    return content;
  }

  private void accept(Unit unit, RequestState state, Content content) {
    unit.schedule(new Timer(state.deadline(), Timer.Kind.DEADLINE, state.key(), ""));
    unit.emit(Decided.of(DecisionKind.ADMITTED, state));
    boolean others = unit.parked(state.key().tenantId(), state.lane()).requests() > 0;
    if (others) {
      park(unit, state, new DispatchOutcome.NoRoom("behind others", null));
      return;
    }
    if (goOn(unit, state, content, null) instanceof DispatchOutcome.NoRoom noRoom) {
      park(unit, state, noRoom);
    }
  }

  /** Routes and sends; a request that can go nowhere is ended here. */
  private DispatchOutcome goOn(
      Unit unit, RequestState state, Content content, @Nullable DecisionKind released) {
    var plan = context.policies().plan(state.alias(), state.key(), unit.now());
    if (plan.isEmpty()) {
      Fault gone = Endings.fault(ErrorCode.UNKNOWN_MODEL, "no route has this alias");
      endings.reject(unit, state, gone);
      return new DispatchOutcome.Impossible(gone, true);
    }
    RequestState opened = state.opened(plan.get());
    Optional<Integer> link = dispatching.nextLink(opened, 0, unit.now());
    if (link.isEmpty()) {
      endings.degradeOrFail(
          unit,
          state.routed(plan.get()),
          Endings.fault(ErrorCode.PARTNERS_FAILED, "no partner of the route can be reached"));
      return new DispatchOutcome.Impossible(Endings.fault(ErrorCode.PARTNERS_FAILED, ""), false);
    }
    DispatchOutcome outcome = dispatching.send(unit, opened, content, link.get());
    switch (outcome) {
      case DispatchOutcome.Sent(RequestState sent) -> left(unit, state, sent, released);
      case DispatchOutcome.Impossible(Fault fault, boolean refusal) -> {
        if (refusal) {
          endings.reject(unit, state.routed(plan.get()), fault);
        } else {
          endings.fail(unit, state.routed(plan.get()), fault);
        }
      }
      case DispatchOutcome.NoRoom _ -> {}
    }
    return outcome;
  }

  private static void left(
      Unit unit, RequestState before, RequestState sent, @Nullable DecisionKind released) {
    if (released != null) {
      unit.unpark(before.key(), before.lane(), requireNonNull(before.waiting(), "waiting"));
      unit.emit(Decided.of(released, sent));
    }
  }

  private void park(Unit unit, RequestState state, DispatchOutcome.NoRoom noRoom) {
    int bytes = unit.sealedContent(state.key()).map(sealed -> sealed.length).orElse(0);
    switch (QueueDecision.decide(state, bytes, unit, context.policies())) {
      case QueueDecision.Full(String message) ->
          endings.reject(unit, state, Endings.fault(ErrorCode.QUEUE_FULL, message));
      case QueueDecision.Room _ -> {
        Waiting place = new Waiting(unit.ticket(), bytes, noRoom.need());
        RequestState parked = state.parked(place);
        unit.park(parked.key(), parked.lane(), place);
        unit.put(parked);
        unit.emit(Decided.of(DecisionKind.PARKED, parked).withCode(noRoom.reason()));
      }
    }
  }

  private RequestState state(
      InboundRequest in, Coordinates source, ValidationDecision decision, Instant now) {
    boolean own = decision instanceof ValidationDecision.Valid(Instant _, boolean o) && o;
    Instant deadline = decision instanceof ValidationDecision.Valid(Instant d, boolean _) ? d : now;
    String user = in.userId();
    Labels labels =
        new Labels(
            user == null ? null : context.keys().hash("user", in.key().tenantId(), user),
            in.costCentre(),
            in.classification(),
            in.tags());
    return new RequestState(
        in.key(),
        RequestState.Phase.OPEN,
        source,
        in.fingerprints().stored(keyed(in)),
        labels,
        deadline,
        own,
        in.model(),
        in.lane(),
        null,
        null,
        List.of(),
        null,
        (Ending) null,
        0,
        in.traceparent());
  }

  private static Decided repeated(DecisionKind kind, Known first) {
    RequestState state = first instanceof RequestState s ? s : null;
    return new Decided(
        kind, first.key(), state, null, null, null, List.of(), null, null, first.source());
  }

  private static void conflict(Unit unit, Known first) {
    unit.emit(
        new Output.Refused(DeadLetterReason.IDEMPOTENCY_CONFLICT, null, "metadata.correlationId"));
    unit.emit(repeated(DecisionKind.CONFLICT, first));
    unit.emit(
        new Output.Alarm(
            first.key().tenantId(),
            DeadLetterReason.IDEMPOTENCY_CONFLICT.name(),
            "WARNING",
            "request",
            Map.of(),
            "an id came again with other content; the first answer stands"));
  }
}
