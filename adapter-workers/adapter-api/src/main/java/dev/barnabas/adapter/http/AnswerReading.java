package dev.barnabas.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeOutcome.Broken;
import dev.barnabas.adapter.http.ExchangeOutcome.Streamed;
import dev.barnabas.vocabulary.FailureKind;
import java.util.List;
import java.util.Optional;

/** Reads a body: an error, an answer within the envelope, or neither. */
record AnswerReading(ProviderProtocol protocol, JsonSchema schema) {

  /** The outcome of an exchange that asked for no stream. */
  ModelOutcome whole(ModelCall call, ExchangeOutcome outcome) {
    return switch (outcome) {
      case Broken broken -> broken.failure();
      case Answered answered -> read(call, answered);
      case Streamed _ -> throw new IllegalStateException("a stream that nobody reads");
    };
  }

  /** The outcome of a body that came whole. */
  ModelOutcome read(ModelCall call, Answered answered) {
    JsonNode body = JsonText.read(answered.body()).orElse(MissingNode.getInstance());
    if (!isSuccess(answered.status()) || protocol.isError(body)) {
      return protocol.failure(answered, body);
    }
    if (body.isMissingNode()) {
      String code = answered.body().length == 0 ? "empty_body" : "malformed_json";
      return refused(FailureKind.PROVIDER_UNAVAILABLE, ProviderCode.of(code), answered, body);
    }
    return checked(call, answered, body);
  }

  /** The outcome of a body that is no error. */
  ModelOutcome checked(ModelCall call, Answered answered, JsonNode body) {
    List<JsonSchema.Violation> violations = schema.violations(body);
    return violations.isEmpty()
        ? protocol.answer(call, answered, body)
        : refused(FailureKind.CONTRACT_VIOLATED, violations.getFirst().code(), answered, body);
  }

  /** A body that is taken for no answer; what it says of its usage holds. */
  ModelFailure refused(FailureKind kind, ProviderCode code, Answered answered, JsonNode body) {
    Optional<ReportedUsage> usage = protocol.usage(body);
    return new ModelFailure(
        kind,
        answered.status(),
        null,
        code,
        usage.map(ReportedUsage::usage).orElse(null),
        usage.map(ReportedUsage::rawJson).orElse(null),
        null,
        protocol.requestId(answered.headers()).orElse(null),
        answered.times());
  }

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }
}
