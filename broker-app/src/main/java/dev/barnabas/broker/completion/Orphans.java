package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.request.Call;
import dev.barnabas.broker.request.OrphanCall;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Metered;
import dev.barnabas.broker.request.Remembered;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.pricing.EventId;
import dev.barnabas.vocabulary.BilledByProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Meters calls that come to light after their request is over or forgotten: a worker that was
 * stopped and goes on, a record read from a topic that was set back. Each is one usage event, at
 * its end or as UNKNOWN, charged to nobody; a call that was metered while the request was there is
 * not metered again.
 */
final class Orphans {
  private static final RequestKey NOBODY = new RequestKey("-", "-");

  private final DecisionContext context;

  Orphans(DecisionContext context) {
    this.context = context;
  }

  /** Such a call is about to be sent. */
  void started(
      Unit unit,
      String attemptId,
      String callId,
      String partnerId,
      Instant startedAt,
      Duration timeout) {
    if (metered(unit, attemptId, callId) || unit.orphan(callId).isPresent()) {
      return;
    }
    Instant unknownAt = unit.now().plus(timeout).plus(context.policies().bounds().grace());
    OrphanCall call =
        new OrphanCall(
            key(unit, attemptId),
            attemptId,
            callId,
            partnerId,
            startedAt,
            unknownAt,
            Call.Phase.STARTED,
            0);
    unit.put(call);
    unit.schedule(timer(call));
  }

  /** Such a call has ended. */
  void ended(Unit unit, CallReport report) {
    if (metered(unit, report.attemptId(), report.callId())) {
      return;
    }
    OrphanCall call = unit.orphan(report.callId()).orElseGet(() -> unseen(unit, report));
    if (call.phase() == Call.Phase.ENDED) {
      return;
    }
    unit.unschedule(timer(call));
    OrphanCall open = call.phase() == Call.Phase.UNKNOWN ? reversed(unit, call) : call;
    unit.emit(event(open, Metered.Kind.USAGE, null, report));
    keep(unit, open.now(Call.Phase.ENDED, open.events() + 1));
    alarm(unit, call);
  }

  /** The end of such a call was not read in time. */
  void unknown(Unit unit, String callId) {
    unit.orphan(callId)
        .filter(call -> call.phase() == Call.Phase.STARTED)
        .ifPresent(call -> {
          unit.emit(event(call, Metered.Kind.USAGE, null, null));
          keep(unit, call.now(Call.Phase.UNKNOWN, call.events() + 1));
          alarm(unit, call);
        });
  }

  private static OrphanCall reversed(Unit unit, OrphanCall unknown) {
    String before = eventId(unknown, Metered.Kind.USAGE, unknown.events() - 1);
    unit.emit(event(unknown, Metered.Kind.REVERSAL, before, null));
    return unknown.now(Call.Phase.UNKNOWN, unknown.events() + 1);
  }

  private void keep(Unit unit, OrphanCall call) {
    unit.put(call);
    Instant forget = unit.now().plus(context.policies().bounds().dedupeWindow());
    unit.schedule(new Timer(forget, Timer.Kind.ORPHAN_FORGET, call.key(), call.callId()));
  }

  private static boolean metered(Unit unit, String attemptId, String callId) {
    return unit.attempt(attemptId)
        .flatMap(unit::known)
        .filter(known -> known instanceof Remembered over && over.metered(callId))
        .isPresent();
  }

  private static RequestKey key(Unit unit, String attemptId) {
    return unit.attempt(attemptId).orElse(NOBODY);
  }

  private static OrphanCall unseen(Unit unit, CallReport report) {
    return new OrphanCall(
        key(unit, report.attemptId()),
        report.attemptId(),
        report.callId(),
        report.partnerId(),
        report.startedAt(),
        unit.now(),
        Call.Phase.STARTED,
        0);
  }

  private static Timer timer(OrphanCall call) {
    return new Timer(call.unknownAt(), Timer.Kind.ORPHAN_UNKNOWN, call.key(), call.callId());
  }

  private static String eventId(OrphanCall call, Metered.Kind kind, int seq) {
    RequestKey key = call.key();
    return EventId.of(key.tenantId(), key.correlationId(), call.callId(), kind.name(), seq);
  }

  private static void alarm(Unit unit, OrphanCall call) {
    unit.emit(
        new Output.Alarm(
            null,
            "ORPHAN_CALL",
            "WARNING",
            call.partnerId(),
            Map.of(),
            "a call came to light after its request was over"));
  }

  private static Metered event(
      OrphanCall call, Metered.Kind kind, @Nullable String corrects, @Nullable CallReport report) {
    return new Metered(
        call.key(),
        null,
        null,
        call.attemptId(),
        call.callId(),
        call.partnerId(),
        kind,
        call.events(),
        corrects,
        List.of(),
        null,
        null,
        BigDecimal.ZERO,
        0,
        false,
        report == null ? BilledByProvider.UNKNOWN : report.billed(),
        report == null ? Metering.UNKNOWN : Metering.ORPHAN,
        report == null ? null : report.modelVersion(),
        report == null ? null : report.providerRequestId(),
        report == null ? null : report.latencyMs(),
        null,
        report == null ? null : report.rawUsage(),
        report == null || report.usage() == null ? List.of() : report.usage().anomalies(),
        call.startedAt());
  }
}
