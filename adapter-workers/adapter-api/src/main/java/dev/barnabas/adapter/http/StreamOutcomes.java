package dev.barnabas.adapter.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeOutcome.Broken;
import dev.barnabas.adapter.http.ExchangeOutcome.Reason;
import dev.barnabas.adapter.http.ExchangeOutcome.Streamed;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a streamed answer. Only one with the provider's end marker is an answer; of any
 * other the tenant gets nothing, and what was generated is metered: the provider's last word on
 * usage where it came, else an estimate.
 */
record StreamOutcomes(ProviderProtocol protocol, AnswerReading answers) {
  private static final byte[] NO_BYTES = {};

  /** The outcome of a stream that was read to its end. */
  ModelOutcome ended(ModelCall call, Streamed streamed, StreamAssembly assembly) {
    Answered answered =
        new Answered(streamed.status(), streamed.headers(), NO_BYTES, streamed.times());
    return switch (streamed.end()) {
      case StreamStep.Complete _ -> complete(call, answered, assembly);
      case StreamStep.Failed(var body) -> metered(call, protocol.failure(answered, body), assembly);
      case StreamStep.Stopped(var kind, var code) ->
          metered(call, answers.refused(kind, code, answered, assembly.document()), assembly);
    };
  }

  /**
   * The outcome of an exchange that broke, perhaps in the middle of a stream. A running answer that
   * the deadline ends is cut off; one that is slower than the partner may be is a timeout, because
   * another partner may still answer in time.
   */
  ModelOutcome broken(
      ModelCall call, Broken broken, StreamReader reader, boolean deadlineIsNearer) {
    Optional<ResponseHeaders> headers = reader.headers();
    if (headers.isEmpty()) {
      return broken.failure();
    }
    boolean cutOff =
        broken.reason() == Reason.TOTAL_TIMEOUT
            && deadlineIsNearer
            && !reader.assembly().generated().isEmpty();
    ModelFailure plain =
        cutOff
            ? ModelFailure.of(FailureKind.OUTPUT_CUT_OFF, "deadline", broken.times())
            : broken.failure();
    ModelFailure named = plain.named(protocol.requestId(headers.get()).orElse(null));
    // Of a call whose end nobody knows no usage is known either.
    return named.kind() == FailureKind.UNKNOWN ? named : metered(call, named, reader.assembly());
  }

  private ModelOutcome complete(ModelCall call, Answered answered, StreamAssembly assembly) {
    ObjectNode document = assembly.document();
    if (!assembly.usageIsFinal()) {
      document.remove("usage");
    }
    return switch (answers.checked(call, answered, document)) {
      case ModelFailure failure -> metered(call, failure, assembly);
      case ModelAnswer answer when assembly.usageIsFinal() && answer.rawUsageJson() != null ->
          answer;
      case ModelAnswer answer -> {
        ReportedUsage used = used(call, assembly);
        yield answer.using(used.usage(), raw(used));
      }
    };
  }

  /** A failure with what was used, if anything was; no bill is denied once text has come. */
  private ModelFailure metered(ModelCall call, ModelFailure failure, StreamAssembly assembly) {
    if (assembly.generated().isEmpty() && protocol.usage(assembly.document()).isEmpty()) {
      return failure;
    }
    ReportedUsage used = used(call, assembly);
    ModelFailure known = failure.using(used.usage(), raw(used));
    return failure.kind().billedByProvider() == BilledByProvider.NO
            || failure.billedByProvider() == BilledByProvider.NO
        ? known.billed(BilledByProvider.UNKNOWN)
        : known;
  }

  private static @Nullable String raw(ReportedUsage used) {
    return used.rawJson().isEmpty() ? null : used.rawJson();
  }

  /** The provider's last word; without it, at least what it said, and an estimate of the rest. */
  private ReportedUsage used(ModelCall call, StreamAssembly assembly) {
    Optional<ReportedUsage> reported = protocol.usage(assembly.document());
    if (reported.isPresent() && assembly.usageIsFinal()) {
      return reported.get();
    }
    TokenUsage said =
        reported.map(ReportedUsage::usage).orElseGet(() -> TokenUsage.estimated(call, ""));
    TokenUsage used = said.estimatedWithOutput(assembly.generated().estimatedTokens());
    return new ReportedUsage(used, reported.map(ReportedUsage::rawJson).orElse(""));
  }
}
