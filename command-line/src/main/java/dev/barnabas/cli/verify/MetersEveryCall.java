package dev.barnabas.cli.verify;

import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * P2: every provider call is metered exactly once, with what it used; every call of a provider's
 * ledger has one usage event, and a usage event without one says that it may have happened.
 */
final class MetersEveryCall implements Promise {
  @Override
  public PromiseReport check(Evidence evidence) {
    return new Run(evidence).report();
  }

  /** One check. */
  private static final class Run {
    private final Evidence evidence;
    private final Findings findings = new Findings("P2", "every call metered once");
    private final Instant since;
    private final Set<String> announced;
    private long calls;
    private long open;

    Run(Evidence evidence) {
      this.evidence = evidence;
      this.since = evidence.since();
      this.announced =
          evidence.started().stream()
              .map(s -> s.record().getCallId())
              .collect(Collectors.toCollection(HashSet::new));
    }

    PromiseReport report() {
      evidence.started().stream()
          .filter(s -> !s.appendedAt().isBefore(since))
          .forEach(this::metered);
      evidence.ended().stream().filter(e -> !e.appendedAt().isBefore(since)).forEach(this::began);
      evidence.usageByCall().forEach(this::called);
      identified();
      counted();
      findings
          .examined("calls announced", calls)
          .examined("calls ended", evidence.ended().size())
          .examined("usage events", evidence.usage().size())
          .counted("calls still open", open);
      LedgerComparison.compare(evidence, findings);
      return findings.report();
    }

    private void metered(Located<CallStarted> started) {
      calls++;
      String callId = started.record().getCallId();
      List<Located<UsageEvent>> events = evidence.usageByCall().getOrDefault(callId, List.of());
      long net = Usages.net(events);
      Instant due = started.appendedAt().plusMillis(Math.max(0, started.record().getTimeoutMs()));
      if (net == 0 && evidence.endsOf(callId).isEmpty() && !evidence.settings().overdue(due)) {
        open++;
        return;
      }
      if (net == 0) {
        findings.violated("CALL_NOT_METERED", "the call has no usage event", started.at(), callId);
      } else if (net != 1) {
        findings.violated(
            "CALL_METERED_TWICE",
            "the call has " + net + " usage events that are not reversed",
            events.getLast().at(),
            callId);
      }
      if (net > 0) {
        measured(callId, events);
      }
    }

    /** The event that stands says what the worker reported. */
    private void measured(String callId, List<Located<UsageEvent>> events) {
      Located<UsageEvent> standing = Usages.standing(events);
      List<Located<CallEnded>> ends = evidence.endsOf(callId);
      if (ends.isEmpty()) {
        if (!standing.record().getOutcome().equals("UNKNOWN")) {
          findings.violated(
              "USAGE_INVENTED",
              "no end of the call was reported, but the event says "
                  + standing.record().getOutcome(),
              standing.at(),
              callId);
        }
        return;
      }
      CallEnded end = ends.getFirst().record();
      boolean unknown = standing.record().getOutcome().equals("UNKNOWN");
      if (unknown && !end.getOutcome().equals("UNKNOWN")) {
        findings.violated(
            "UNKNOWN_NOT_CORRECTED",
            "the call's end was reported, but the event still says UNKNOWN",
            standing.at(),
            callId);
        return;
      }
      Map<String, Long> reported = Usages.tokens(end.getUsage());
      Map<String, Long> metered = Usages.tokens(standing.record());
      if (!reported.equals(metered)) {
        findings.violated(
            "USAGE_DIFFERS",
            "the worker reported " + reported + ", the event says " + metered,
            standing.at(),
            callId);
      }
    }

    private void began(Located<CallEnded> ended) {
      String callId = ended.record().getCallId();
      if (!announced.contains(callId)) {
        findings.violated(
            "CALL_NOT_ANNOUNCED", "the call ended and was never announced", ended.at(), callId);
        if (Usages.net(evidence.usageByCall().getOrDefault(callId, List.of())) != 1) {
          findings.violated(
              "CALL_NOT_METERED", "the call has no usage event of its own", ended.at(), callId);
        }
      }
    }

    private void called(String callId, List<Located<UsageEvent>> events) {
      boolean made = announced.contains(callId) || !evidence.endsOf(callId).isEmpty();
      Located<UsageEvent> first = events.getFirst();
      if (!made && !callId.equals(EventId.NO_CALL) && !first.appendedAt().isBefore(since)) {
        findings.violated("USAGE_WITHOUT_CALL", "no worker announced the call", first.at(), callId);
      }
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < events.size(); i++) {
        UsageEvent event = events.get(i).record();
        boolean follows =
            callId.equals(EventId.NO_CALL) || event.getSeq() == i || Usages.isOfTool(events.get(i));
        if (!follows) {
          findings.violated(
              "USAGE_OUT_OF_ORDER",
              "event " + i + " of the call has seq " + event.getSeq(),
              events.get(i).at(),
              callId);
        }
        String corrects = event.getCorrectsEventId();
        boolean correction = event.getKind() != UsageKind.USAGE;
        if (correction != (corrects != null) || (corrects != null && !ids.contains(corrects))) {
          findings.violated(
              "CORRECTION_OF_NOTHING",
              event.getKind() + " does not name an earlier event of the call",
              events.get(i).at(),
              callId);
        }
        ids.add(event.getEventId());
      }
    }

    private void identified() {
      Set<String> seen = new HashSet<>();
      for (Located<UsageEvent> located : evidence.usage()) {
        UsageEvent event = located.record();
        String derived =
            EventId.of(
                event.getTenantId(),
                event.getCorrelationId(),
                event.getCallId(),
                event.getKind().name(),
                Math.max(0, event.getSeq()));
        if (!derived.equals(event.getEventId())) {
          findings.violated(
              "EVENT_ID_WRONG",
              "the event id does not follow from what the event is about",
              located.at(),
              event.getCallId());
        }
        if (!seen.add(event.getEventId())) {
          findings.violated(
              "EVENT_ID_REPEATED", "the event id was used before", located.at(), event.getCallId());
        }
      }
    }

    private void counted() {
      Map<String, Long> last = new HashMap<>();
      for (Located<UsageEvent> located : evidence.usage()) {
        UsageEvent event = located.record();
        String writer = event.getWriterId();
        boolean whole =
            evidence.snapshot().beginning(located.at().topic(), located.at().partition()) == 0;
        Long before = last.get(writer);
        long expected = before == null ? (whole ? 0 : event.getWriterSeq()) : before + 1;
        if (event.getWriterSeq() != expected) {
          findings.violated(
              "WRITER_SEQ_BROKEN",
              "the writer's event " + expected + " is missing; this is " + event.getWriterSeq(),
              located.at(),
              event.getCallId());
        }
        last.put(writer, event.getWriterSeq());
      }
    }
  }
}
