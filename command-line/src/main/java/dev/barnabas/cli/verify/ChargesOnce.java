package dev.barnabas.cli.verify;

import dev.barnabas.schemas.Amount;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.RequestFingerprint;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * P5: the same id with the same content gets one answer and one charge; with other content it is
 * refused and the first answer stands. At most one unreversed usage event of a request charges.
 */
final class ChargesOnce implements Promise {
  @Override
  public PromiseReport check(Evidence evidence) {
    return new Run(evidence).report();
  }

  /** One check. */
  private static final class Run {
    private final Evidence evidence;
    private final Findings findings = new Findings("P5", "one answer, one charge");
    private final Instant since;
    private long charged;
    private long duplicates;
    private long conflicts;

    Run(Evidence evidence) {
      this.evidence = evidence;
      this.since = evidence.since();
    }

    PromiseReport report() {
      evidence.firsts().forEach(this::taken);
      for (Located<Decision> decision : evidence.decisions()) {
        if (Evidence.is(decision, DecisionKind.DUPLICATE)) {
          duplicates++;
          repeated(decision, true);
        } else if (Evidence.is(decision, DecisionKind.CONFLICT)) {
          conflicts++;
          repeated(decision, false);
          refused(decision);
        }
      }
      findings
          .examined("requests", evidence.firsts().size())
          .counted("requests charged", charged)
          .counted("duplicates", duplicates)
          .counted("conflicts", conflicts);
      return findings.report();
    }

    private void taken(RequestId id, List<Located<InferenceRequest>> firsts) {
      List<Located<InferenceRequest>> apart = Repeats.apart(firsts, evidence);
      if (apart.size() < firsts.size()) {
        findings.violated(
            "TAKEN_TWICE", "the id was taken as new more than once", firsts.getLast().at(), id);
      }
      if (apart.size() > 1 || firsts.getFirst().appendedAt().isBefore(since)) {
        return;
      }
      List<Located<UsageEvent>> charges =
          Usages.unreversed(evidence.usageOf(id)).stream()
              .filter(u -> !Usages.isOfTool(u))
              .filter(u -> Usages.charges(u.record()))
              .toList();
      if (!charges.isEmpty()) {
        charged++;
      }
      if (charges.size() > 1) {
        findings.violated(
            "CHARGED_TWICE",
            charges.size() + " usage events charge the tenant",
            charges.getLast().at(),
            id);
      }
      evidence.usageOf(id).stream()
          .filter(u -> mismarked(u.record()))
          .forEach(u ->
              findings.violated(
                  "CHARGE_MISMARKED", "chargedToTenant is not what the amounts say", u.at(), id));
      Charge charge = Charge.of(charges);
      evidence.responsesOf(id).stream()
          .findFirst()
          .ifPresent(response -> {
            told(id, response, charge);
            entitled(id, firsts.getFirst(), response.record(), charges);
            same(id, firsts.getFirst(), response);
          });
      settled(id, charge);
    }

    private static boolean mismarked(UsageEvent event) {
      return event.getChargedToTenant() != Usages.charges(event);
    }

    /** The response says what was charged for the answer. */
    private void told(RequestId id, Located<InferenceResponse> response, Charge charge) {
      boolean completed = response.record().getStatus() == TerminalStatus.COMPLETED;
      Charge expected = completed ? charge : Charge.NONE;
      Amount cost = response.record().getCost();
      Charge said =
          new Charge(
              response.record().getTokensUsed(), cost == null ? BigDecimal.ZERO : cost.getAmount());
      boolean moneyDiffers = cost != null && said.money().compareTo(expected.money()) != 0;
      if (said.tokens() != expected.tokens() || moneyDiffers) {
        findings.violated(
            "RESPONSE_CHARGE_DIFFERS",
            "the response says " + said + ", the usage events " + expected,
            response.at(),
            id);
      }
    }

    /** Only an answer, or a tenant that ended the request itself, is charged. */
    private void entitled(
        RequestId id,
        Located<InferenceRequest> request,
        InferenceResponse response,
        List<Located<UsageEvent>> charges) {
      boolean ownDeadline =
          request.record().getTtlMs() != null || request.record().getDeadline() != null;
      boolean may =
          switch (response.getStatus()) {
            case COMPLETED, CANCELLED -> true;
            case EXPIRED -> ownDeadline;
            case DEGRADED, REJECTED, FAILED, UNRECOGNISED -> false;
          };
      if (!may && !charges.isEmpty()) {
        findings.violated(
            "CHARGED_WITHOUT_ANSWER",
            "the request ended " + response.getStatus() + " and is charged",
            charges.getFirst().at(),
            id);
      }
      if (response.getStatus() == TerminalStatus.COMPLETED
          && charges.stream().anyMatch(c -> !c.record().getOutcome().equals("SUCCESS"))) {
        findings.violated(
            "WRONG_CALL_CHARGED",
            "the charged call is not the answering one",
            charges.getFirst().at(),
            id);
      }
    }

    /** The answer is the first payload's. */
    private void same(
        RequestId id, Located<InferenceRequest> first, Located<InferenceResponse> response) {
      String fingerprint = response.record().getRequestFingerprint();
      if (fingerprint != null && !fingerprint.equals(RequestFingerprint.of(first.record()))) {
        findings.violated(
            "ANSWER_TO_OTHER_CONTENT",
            "the response's fingerprint is not that of the first request",
            response.at(),
            id);
      }
    }

    /** The budget was charged what the usage event says. */
    private void settled(RequestId id, Charge charge) {
      List<Located<Decision>> settlements =
          evidence.decisionsOf(id).stream()
              .filter(d ->
                  Evidence.is(d, DecisionKind.SETTLED) || Evidence.is(d, DecisionKind.CORRECTED))
              .toList();
      if (settlements.isEmpty()) {
        return;
      }
      Decision last = settlements.getLast().record();
      Charge budget =
          new Charge(
              Objects.requireNonNullElse(last.getChargedTokens(), 0L),
              Objects.requireNonNullElse(last.getChargedMoney(), BigDecimal.ZERO));
      if (!budget.equalTo(charge)) {
        findings.violated(
            "BUDGET_CHARGE_DIFFERS",
            "the budget was charged " + budget + ", the usage events say " + charge,
            settlements.getLast().at(),
            id);
      }
    }

    private void repeated(Located<Decision> decision, boolean sameContent) {
      Decision record = decision.record();
      RequestId id = Evidence.idOf(record);
      Optional<Located<InferenceRequest>> again =
          at(record.getSourceTopic(), record.getSourcePartition(), record.getSourceOffset())
              .flatMap(evidence::requestAt);
      Optional<Located<InferenceRequest>> first =
          at(record.getFirstTopic(), record.getFirstPartition(), record.getFirstOffset())
              .flatMap(evidence::requestAt);
      if (decision.appendedAt().isBefore(since)) {
        return;
      }
      boolean known =
          first.isPresent() || evidence.snapshot().truncated(evidence.roles()::requests);
      boolean named = again.isPresent() && known && Evidence.idOf(again.get().record()).equals(id);
      if (!named) {
        findings.violated(
            "REPEAT_OF_NOTHING",
            record.getKind() + " does not name two request records of the id",
            decision.at(),
            id);
        return;
      }
      if (first.isEmpty()) {
        return;
      }
      boolean same =
          RequestFingerprint.of(first.get().record())
              .equals(RequestFingerprint.of(again.get().record()));
      if (same != sameContent) {
        findings.violated(
            sameContent ? "CONFLICT_TAKEN_AS_REPEAT" : "REPEAT_TAKEN_AS_CONFLICT",
            "the content is "
                + (same ? "the same" : "another")
                + ", the decision "
                + record.getKind(),
            decision.at(),
            id);
      }
    }

    private void refused(Located<Decision> decision) {
      Decision record = decision.record();
      boolean lettered =
          at(record.getSourceTopic(), record.getSourcePartition(), record.getSourceOffset())
              .map(evidence::lettersOf)
              .orElse(List.of())
              .stream()
              .anyMatch(
                  l -> l.record().getReason().equals(DeadLetterReason.IDEMPOTENCY_CONFLICT.name()));
      if (!lettered) {
        findings.violated(
            "CONFLICT_NOT_REFUSED",
            "the conflicting record is not in the dead letters",
            decision.at(),
            Evidence.idOf(record));
      }
    }

    private static Optional<Coordinates> at(
        @Nullable String topic, @Nullable Integer partition, @Nullable Long offset) {
      return topic == null || partition == null || offset == null
          ? Optional.empty()
          : Optional.of(new Coordinates(topic, partition, offset));
    }
  }

  /**
   * What is charged.
   *
   * @param tokens of the budget
   * @param money in the configuration's currency
   */
  private record Charge(long tokens, BigDecimal money) {
    static final Charge NONE = new Charge(0, BigDecimal.ZERO);

    static Charge of(List<Located<UsageEvent>> charges) {
      Charge sum = NONE;
      for (Located<UsageEvent> charge : charges) {
        BigDecimal money = charge.record().getTenantCharge();
        sum =
            new Charge(
                sum.tokens + charge.record().getTokensCharged(),
                sum.money.add(money == null ? BigDecimal.ZERO : money));
      }
      return sum;
    }

    boolean equalTo(Charge other) {
      return tokens == other.tokens && money.compareTo(other.money) == 0;
    }

    @Override
    public String toString() {
      return tokens + " tokens and " + money.stripTrailingZeros().toPlainString();
    }
  }
}
