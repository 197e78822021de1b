package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.Charging;
import dev.barnabas.broker.budget.Alerts;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Call;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.Output.Metered;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.Money;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.UsageLine;
import dev.barnabas.pricing.UsageLines;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.DecisionKind;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes usage events: exactly one USAGE per call, at its end or as UNKNOWN; a later end reverses
 * the UNKNOWN and takes its place. Events are never edited.
 */
final class Metering {
  static final String SUCCESS = "SUCCESS";
  static final String SUPERSEDED = "SUPERSEDED";
  static final String UNKNOWN = "UNKNOWN";
  static final String ORPHAN = "ORPHAN";

  private final TenantKeys keys;

  Metering(TenantKeys keys) {
    this.keys = keys;
  }

  /**
   * Meters a call's end.
   *
   * @param unit the unit of work
   * @param state the request
   * @param attempt the attempt
   * @param call the call as it was before its end
   * @param report the end
   * @param outcome what the event says
   * @param charge what the tenant is charged, none where this is not the charged call
   * @return the state with the call ended and metered
   */
  RequestState end(
      Unit unit,
      RequestState state,
      Attempt attempt,
      Call call,
      CallReport report,
      String outcome,
      Closing.Charge charge) {
    Call before = call;
    if (call.phase() == Call.Phase.UNKNOWN) {
      before = reverse(unit, state, attempt, call);
    }
    Call ended = before.ended(outcome, report.usage(), report.billed(), report.latencyMs());
    String hash =
        report.content() == null
            ? null
            : keys.hash("answer", state.key().tenantId(), report.content());
    return write(
        unit,
        state,
        attempt,
        ended,
        Metered.Kind.USAGE,
        null,
        charge,
        new Reported(report.modelVersion(), report.providerRequestId(), hash, report.rawUsage()));
  }

  /** Meters a call whose end was not read in time: it may have happened. */
  RequestState unknown(Unit unit, RequestState state, Attempt attempt, Call call) {
    unit.emit(
        new Decided(
            DecisionKind.CALL_UNKNOWN,
            state.key(),
            state,
            attempt,
            call.callId(),
            UNKNOWN,
            List.of(),
            null,
            null,
            null));
    return write(
        unit,
        state,
        attempt,
        call.unknown(),
        Metered.Kind.USAGE,
        null,
        Closing.Charge.NONE,
        Reported.NOTHING);
  }

  /** Takes the charge of an UNKNOWN call back; it stays metered as UNKNOWN. */
  RequestState giveBack(Unit unit, RequestState state, Attempt attempt, Call call) {
    Call reversed = reverse(unit, state, attempt, call);
    RequestState after = state.with(attempt.with(reversed));
    return write(
        unit,
        after,
        after.attempt(attempt.attemptId()).orElseThrow(),
        reversed,
        Metered.Kind.USAGE,
        null,
        Closing.Charge.NONE,
        Reported.NOTHING);
  }

  /** Charges a call that was metered before without a charge. */
  RequestState adjust(
      Unit unit, RequestState state, Attempt attempt, Call call, Closing.Charge charge) {
    return write(
        unit,
        state,
        attempt,
        call,
        Metered.Kind.ADJUSTMENT,
        call.lastEventId(),
        charge,
        Reported.NOTHING);
  }

  /** Whether the tenant was charged for a call whose end was not known. */
  static boolean chargedAsUnknown(RequestState state, Call call) {
    return call.phase() == Call.Phase.UNKNOWN
        && eventId(state, call.callId(), Metered.Kind.ADJUSTMENT, call.events() - 1)
            .equals(call.lastEventId());
  }

  private static String eventId(RequestState state, String callId, Metered.Kind kind, int seq) {
    return EventId.of(
        state.key().tenantId(), state.key().correlationId(), callId, kind.name(), seq);
  }

  private Call reverse(Unit unit, RequestState state, Attempt attempt, Call unknown) {
    Hold hold = state.hold();
    Closing.Charge reversed =
        hold != null && chargedAsUnknown(state, unknown)
            ? Closing.Charge.within(hold, hold.tokens(), hold.money()).negated()
            : Closing.Charge.NONE;
    RequestState after =
        write(
            unit,
            state,
            attempt,
            unknown,
            Metered.Kind.REVERSAL,
            unknown.lastEventId(),
            reversed,
            Reported.NOTHING);
    return after.attempt(attempt.attemptId()).flatMap(a -> a.call(unknown.callId())).orElseThrow();
  }

  /** The charge in money; null where a charged call's price is unknown, which is not zero. */
  private static @Nullable BigDecimal told(
      RequestState state, RoutePlan.Link link, Closing.Charge charge) {
    return charge.tokens() != 0 && !Charging.known(state.route(), link) ? null : charge.money();
  }

  private record Reported(
      @Nullable String modelVersion,
      @Nullable String providerRequestId,
      @Nullable String responseHash,
      @Nullable String rawUsage) {
    static final Reported NOTHING = new Reported(null, null, null, null);
  }

  private RequestState write(
      Unit unit,
      RequestState state,
      Attempt attempt,
      Call call,
      Metered.Kind kind,
      @Nullable String corrects,
      Closing.Charge charge,
      Reported reported) {
    RoutePlan.Link link = state.route().chain().get(attempt.link());
    Usage usage = call.usage();
    List<UsageLine> lines = List.of();
    Money cost = null;
    if (usage != null && kind == Metered.Kind.USAGE) {
      lines = UsageLines.of(usage, Charging.price(link));
      cost = UsageLines.providerCost(usage, Charging.price(link));
    }
    if (usage != null && kind == Metered.Kind.USAGE && cost == null) {
      Alerts.unpriced(unit, state.key().tenantId(), link.partnerId() + "/" + link.model());
    }
    BilledByProvider billed = call.billed();
    String outcome = call.outcome() == null ? UNKNOWN : call.outcome();
    unit.emit(
        new Metered(
            state.key(),
            state,
            attempt,
            attempt.attemptId(),
            call.callId(),
            link.partnerId(),
            kind,
            call.events(),
            corrects,
            lines,
            usage == null ? null : usage.tier(),
            cost == null ? null : cost.amount(),
            told(state, link, charge),
            charge.tokens(),
            charge.tokens() > 0 || charge.money().signum() > 0,
            billed,
            outcome,
            reported.modelVersion(),
            reported.providerRequestId(),
            call.latencyMs(),
            reported.responseHash(),
            reported.rawUsage(),
            usage == null ? List.of() : usage.anomalies(),
            call.startedAt()));
    String eventId = eventId(state, call.callId(), kind, call.events());
    RequestState after = state.with(attempt.with(call.metered(eventId)));
    unit.put(after);
    unit.emit(
        new Decided(
            DecisionKind.METERED,
            after.key(),
            after,
            attempt,
            call.callId(),
            outcome,
            List.of(),
            null,
            eventId,
            null));
    return after;
  }
}
