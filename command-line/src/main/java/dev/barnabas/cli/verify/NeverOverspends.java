package dev.barnabas.cli.verify;

import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.Decision;
import dev.barnabas.vocabulary.DecisionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * P3: no decision grants a hold that would take settled + reserved above the limit in force at that
 * decision, and a charge never exceeds its hold. Recomputed from the decisions, in their order.
 */
final class NeverOverspends implements Promise {
  @Override
  public PromiseReport check(Evidence evidence) {
    return new Run(evidence).report();
  }

  /** One check. */
  private static final class Run {
    private final Evidence evidence;
    private final Findings findings = new Findings("P3", "zero overspend");
    private final Map<String, Map<String, LimitsInForce.InForce>> limits = new HashMap<>();
    private final Map<String, List<CallStarted>> callsOfAttempt = new HashMap<>();
    private long openHolds;

    Run(Evidence evidence) {
      this.evidence = evidence;
      evidence
          .started()
          .forEach(s ->
              callsOfAttempt
                  .computeIfAbsent(s.record().getAttemptId(), _ -> new ArrayList<>())
                  .add(s.record()));
    }

    PromiseReport report() {
      Map<Integer, List<Located<Decision>>> partitions = new TreeMap<>();
      evidence
          .decisions()
          .forEach(
              d -> partitions.computeIfAbsent(d.at().partition(), _ -> new ArrayList<>()).add(d));
      long holds = 0;
      long balances = 0;
      Set<WindowKey> windows = new HashSet<>();
      for (Map.Entry<Integer, List<Located<Decision>>> partition : partitions.entrySet()) {
        String topic = evidence.snapshot().names().decisions();
        boolean whole = evidence.snapshot().beginning(topic, partition.getKey()) == 0;
        PartitionBudget budget = new PartitionBudget(findings, this::inForce, whole);
        counted(partition.getValue(), whole);
        partition.getValue().forEach(budget::take);
        budget.openHolds().forEach(this::held);
        holds += budget.holds();
        balances += budget.balances();
        windows.addAll(budget.windows());
      }
      findings
          .examined("decisions", evidence.decisions().size())
          .examined("holds", holds)
          .examined("balances", balances)
          .examined("windows", windows.size())
          .counted("holds still open", openHolds);
      return findings.report();
    }

    private void counted(List<Located<Decision>> decisions, boolean whole) {
      long expected = whole ? 0 : decisions.getFirst().record().getSeq();
      for (Located<Decision> decision : decisions) {
        long seq = decision.record().getSeq();
        if (seq != expected) {
          findings.violated(
              "DECISION_SEQ_BROKEN",
              "decision " + expected + " of the partition is missing; this is " + seq,
              decision.at(),
              Evidence.idOf(decision.record()));
        }
        expected = seq + 1;
      }
    }

    private Optional<Map<String, LimitsInForce.InForce>> inForce(Decision decision) {
      String alias = decision.getRoute();
      if (alias == null) {
        return Optional.empty();
      }
      String key = decision.getConfigSha256() + " " + decision.getTenantId() + " " + alias;
      return evidence
          .configurations()
          .of(decision.getConfigSha256())
          .map(c ->
              limits.computeIfAbsent(key, _ -> LimitsInForce.of(c, decision.getTenantId(), alias)));
    }

    /** A hold that is open at the end is so for a reason: its request, an attempt or a call is. */
    private void held(RequestId id, PartitionBudget.Hold hold) {
      Optional<Located<Decision>> ended =
          evidence.decisionsOf(id).stream()
              .filter(d -> Evidence.is(d, DecisionKind.ENDED))
              .reduce((_, later) -> later);
      if (ended.isEmpty()) {
        openHolds++;
        return;
      }
      Instant deadline = ended.get().record().getDeadline();
      Instant end = deadline == null ? ended.get().appendedAt() : deadline;
      boolean overdue = evidence.settings().overdue(end.plus(CheckSettings.GRACE)) && !callOpen(id);
      if (overdue || nothingLeft(id)) {
        findings.violated(
            "HOLD_NOT_SETTLED",
            "the request has ended, nothing can be called for it, and its hold is open",
            hold.at(),
            id);
      } else {
        openHolds++;
      }
    }

    private List<String> attempts(RequestId id) {
      return evidence.decisionsOf(id).stream()
          .filter(d -> Evidence.is(d, DecisionKind.DISPATCHED))
          .flatMap(d -> Optional.ofNullable(d.record().getAttemptId()).stream())
          .distinct()
          .toList();
    }

    private boolean callOpen(RequestId id) {
      return attempts(id).stream()
          .flatMap(a -> callsOfAttempt.getOrDefault(a, List.of()).stream())
          .anyMatch(call -> !evidence.usageByCall().containsKey(call.getCallId()));
    }

    /** Every attempt answered or was handed back, and every call has ended. */
    private boolean nothingLeft(RequestId id) {
      for (String attempt : attempts(id)) {
        List<CallStarted> calls = callsOfAttempt.getOrDefault(attempt, List.of());
        boolean answered = false;
        for (CallStarted call : calls) {
          var ends = evidence.endsOf(call.getCallId());
          if (ends.isEmpty()) {
            return false;
          }
          answered |= ends.stream().anyMatch(e -> e.record().getOutcome().equals("SUCCESS"));
        }
        if (!answered && !evidence.failed(attempt)) {
          return false;
        }
      }
      return true;
    }
  }
}
