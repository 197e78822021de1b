package dev.barnabas.cli.verify;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Partner;
import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.Measure;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.UsageEvent;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The providers' books beside ours: every call of a ledger has one usage event with its tokens, and
 * a usage event without a ledger call says that it may have happened. A call whose partner keeps no
 * ledger that was given is left out.
 */
final class LedgerComparison {
  private final Evidence evidence;
  private final Findings findings;
  private final Map<String, LedgerCall> byCall = new HashMap<>();
  private long unseen;

  private LedgerComparison(Evidence evidence, Findings findings) {
    this.evidence = evidence;
    this.findings = findings;
  }

  static void compare(Evidence evidence, Findings findings) {
    if (!evidence.ledger().given()) {
      findings.note("no ledger given: what providers saw is not measured here");
      return;
    }
    new LedgerComparison(evidence, findings).compare();
  }

  private void compare() {
    evidence.ledger().calls().forEach(this::metered);
    Set<String> covered = covered();
    long compared = 0;
    for (Map.Entry<String, List<Located<UsageEvent>>> call : evidence.usageByCall().entrySet()) {
      Located<UsageEvent> standing = Usages.standing(call.getValue());
      boolean isCall = !call.getKey().equals(EventId.NO_CALL);
      if (isCall && covered.contains(standing.record().getPartnerId())) {
        compared++;
        seen(call.getKey(), standing);
      }
    }
    findings
        .examined("ledger calls", evidence.ledger().calls().size())
        .examined("metered calls held against a ledger", compared)
        .counted("of these unseen and unanswered", unseen);
  }

  private void metered(LedgerCall call) {
    LedgerCall before = byCall.putIfAbsent(call.callId(), call);
    if (before != null) {
      findings.violated(
          "LEDGER_CALL_REPEATED",
          "the provider saw the call at " + before.line() + " and again at " + call.line(),
          null,
          call.callId());
      return;
    }
    List<Located<UsageEvent>> events =
        evidence.usageByCall().getOrDefault(call.callId(), List.of());
    if (Usages.net(events) < 1) {
      findings.violated(
          "LEDGER_CALL_NOT_METERED",
          "the provider saw the call at " + call.line() + ", and no usage event stands for it",
          null,
          call.callId());
      return;
    }
    LedgerCall.End end = call.end();
    if (end != null) {
      agrees(call, end, Usages.standing(events));
    }
  }

  private void agrees(LedgerCall call, LedgerCall.End end, Located<UsageEvent> event) {
    UsageEvent metered = event.record();
    Map<String, Long> ours = Usages.tokens(metered);
    Map<String, Long> theirs =
        Usages.tokens(
            end.inputTokens(),
            end.outputTokens(),
            end.cachedInputTokens(),
            0,
            0,
            end.reasoningTokens());
    boolean reported =
        metered.getLines().stream()
            .anyMatch(line -> line.getMeasure().equals(Measure.PROVIDER_REPORTED.name()));
    boolean expected =
        metered.getOutcome().equals("SUCCESS") && end.billed() && end.fault().equals("none");
    if ((reported || (expected && ours.isEmpty())) && !ours.equals(theirs)) {
      findings.violated(
          "LEDGER_TOKENS_DIFFER",
          "the ledger says " + theirs + " at " + call.line() + ", the event " + ours,
          event.at(),
          call.callId());
    }
    Billed billed = metered.getBilledByProvider();
    if ((billed == Billed.NO && end.billed()) || (billed == Billed.YES && !end.billed())) {
      findings.violated(
          "LEDGER_BILLING_DIFFERS",
          "the ledger says billed " + end.billed() + " at " + call.line() + ", the event " + billed,
          event.at(),
          call.callId());
    }
  }

  /** A call that the provider never saw claims no more than that it may have happened. */
  private void seen(String callId, Located<UsageEvent> event) {
    UsageEvent metered = event.record();
    if (byCall.containsKey(callId)) {
      return;
    }
    if (metered.getOutcome().equals("UNKNOWN")) {
      unseen++;
      return;
    }
    boolean unanswered =
        evidence.endsOf(callId).stream().allMatch(e -> unanswered(e.record()))
            && metered.getLines().isEmpty()
            && metered.getBilledByProvider() != Billed.YES;
    if (unanswered) {
      unseen++;
    } else {
      findings.violated(
          "USAGE_NOT_IN_LEDGER",
          "no provider saw the call, and the event says " + metered.getOutcome(),
          event.at(),
          callId);
    }
  }

  /** A connection that never brought an answer: the provider may not have seen the call. */
  private static boolean unanswered(CallEnded end) {
    return end.getHttpStatus() == null && !end.getOutcome().equals("SUCCESS");
  }

  /** The partners whose provider keeps a ledger that was given. */
  private Set<String> covered() {
    Set<String> matched = new HashSet<>();
    evidence
        .usageByCall()
        .forEach((callId, events) -> {
          if (byCall.containsKey(callId)) {
            matched.add(events.getFirst().record().getPartnerId());
          }
        });
    Set<String> covered = new HashSet<>(matched);
    evidence.decisions().stream()
        .map(Located::record)
        .map(Decision::getConfigSha256)
        .distinct()
        .flatMap(sha256 -> evidence.configurations().of(sha256).stream())
        .forEach(configuration -> covered.addAll(sharing(configuration, matched)));
    return covered;
  }

  /** The partners at the same host and port as one of those. */
  private static Set<String> sharing(Configuration configuration, Set<String> matched) {
    Set<String> hosts = new HashSet<>();
    matched.forEach(
        id -> configuration.partner(id).flatMap(LedgerComparison::host).ifPresent(hosts::add));
    Set<String> sharing = new HashSet<>();
    for (Partner partner : configuration.partners()) {
      if (host(partner).filter(hosts::contains).isPresent()) {
        sharing.add(partner.id());
      }
    }
    return sharing;
  }

  private static Optional<String> host(Partner partner) {
    return partner.url().map(URI::getAuthority);
  }
}
