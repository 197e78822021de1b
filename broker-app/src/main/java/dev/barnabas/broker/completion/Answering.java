package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.Output.Answer;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.redaction.Restorer;
import dev.barnabas.redaction.TextKind;
import dev.barnabas.redaction.Vault;
import dev.barnabas.vocabulary.FailureKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Restores a model's answer with the vault of its own attempt, and judges it by the route's
 * contract.
 */
final class Answering {

  /** What becomes of an answer. */
  sealed interface Judgement {
    /**
     * The tenant may read it.
     *
     * @param answer restored
     * @param broken where it breaks a contract whose violations are only recorded
     */
    record Good(Answer answer, List<String> broken) implements Judgement {}

    /**
     * It counts as a failure.
     *
     * @param kind which
     * @param broken where it breaks the contract
     */
    record Bad(FailureKind kind, List<String> broken) implements Judgement {}

    /** Nobody can restore it: the tenant's key was erased. */
    record Erased() implements Judgement {}
  }

  private final DecisionContext context;
  private final Contract contract;

  Answering(DecisionContext context, Contract contract) {
    this.context = context;
    this.contract = contract;
  }

  Judgement judge(Unit unit, RequestState state, Attempt attempt, CallReport report) {
    Optional<Content> content = context.content(unit, state.key());
    Optional<Vault> opened =
        content
            .flatMap(c -> Optional.ofNullable(c.vaults().get(attempt.attemptId())))
            .flatMap(Vault::fromBytes);
    if (opened.isEmpty()) {
      return new Judgement.Erased();
    }
    Vault vault = opened.get();
    int most = context.policies().bounds().answerChars();
    String text = report.content();
    var restored = text == null ? null : Restorer.restore(text, vault, TextKind.PROSE, most);
    if (restored != null && restored.truncated()) {
      return new Judgement.Bad(FailureKind.RESPONSE_TOO_LARGE, List.of());
    }
    List<FunctionCall> calls =
        report.toolCalls().stream().flatMap(call -> restore(call, vault, most).stream()).toList();
    if (calls.size() < report.toolCalls().size()) {
      return new Judgement.Bad(FailureKind.RESPONSE_TOO_LARGE, List.of());
    }
    String answer = restored == null ? null : restored.text();
    List<String> broken = calls.isEmpty() ? broken(state.route().contract(), answer) : List.of();
    if (!broken.isEmpty() && state.route().enforcedContract() != null) {
      return new Judgement.Bad(FailureKind.CONTRACT_VIOLATED, broken);
    }
    return new Judgement.Good(
        new Answer(
            answer,
            calls,
            report.finishReason(),
            report.modelVersion(),
            report.usage(),
            report.partnerId(),
            report.latencyMs(),
            attempt.redactions()),
        broken);
  }

  private List<String> broken(RoutePlan.@Nullable AnswerContract agreed, @Nullable String answer) {
    if (agreed == null) {
      return List.of();
    }
    if (answer == null) {
      return List.of("/ json");
    }
    return switch (contract.check(agreed.schema(), answer)) {
      case ContractDecision.Kept _ -> List.of();
      case ContractDecision.Violated(List<String> violations) -> violations;
    };
  }

  /** Empty where the call would be longer than an answer may be: half of it is no call. */
  private static Optional<FunctionCall> restore(FunctionCall call, Vault vault, int most) {
    var name = Restorer.restore(call.name(), vault, TextKind.PROSE, most);
    var arguments = Restorer.restore(call.arguments(), vault, TextKind.JSON, most);
    return name.truncated() || arguments.truncated()
        ? Optional.empty()
        : Optional.of(new FunctionCall(call.id(), name.text(), arguments.text()));
  }
}
