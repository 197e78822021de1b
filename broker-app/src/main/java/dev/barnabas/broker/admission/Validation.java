package dev.barnabas.broker.admission;

import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Output.Fault;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.vocabulary.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks sizes, required fields, ranges, the model and the deadline. The first fault, in field
 * order, is the answer. Pure.
 */
public final class Validation {
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");
  private static final Set<String> PARTS = Set.of("text", "image", "audio", "file");
  private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");
  private static final Set<String> TYPED =
      Set.of(
          "model",
          "messages",
          "prompt",
          "max_tokens",
          "maxTokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "topP",
          "stop",
          "seed",
          "tools",
          "response_format",
          "responseFormat",
          "stream",
          "n");
  private static final int MOST_STOPS = 8;
  private static final int MOST_TOKENS = 1_000_000;

  private Validation() {}

  /**
   * Checks a request.
   *
   * @param in the request
   * @param policies the configuration in force
   * @param appendedAt when the record was appended
   * @param now the decision's time
   */
  public static ValidationDecision check(
      InboundRequest in, Policies policies, Instant appendedAt, Instant now) {
    Stream<Supplier<@Nullable Fault>> checks =
        Stream.of(
            () -> size(in, policies),
            () -> model(in, policies, now),
            () -> content(in),
            () -> messages(in.messages()),
            () -> sampling(in.sampling()),
            () -> tools(in),
            () -> format(in));
    Optional<Fault> fault = checks.flatMap(check -> Stream.ofNullable(check.get())).findFirst();
    return fault
        .<ValidationDecision>map(ValidationDecision.Invalid::new)
        .orElseGet(() -> deadline(in, policies, appendedAt, now));
  }

  private static @Nullable Fault size(InboundRequest in, Policies policies) {
    int most = policies.bounds().requestBytes();
    return in.size() > most
        ? fault(
            ErrorCode.REQUEST_TOO_LARGE,
            "",
            "the request has " + in.size() + " bytes, the limit is " + most)
        : null;
  }

  private static @Nullable Fault model(InboundRequest in, Policies policies, Instant now) {
    if (in.model().isBlank()) {
      return fault(ErrorCode.FIELD_MISSING, "modelId", "modelId is empty");
    }
    return policies.plan(in.model(), in.key(), now).isEmpty()
        ? fault(ErrorCode.UNKNOWN_MODEL, "modelId", "no route has this alias")
        : null;
  }

  private static @Nullable Fault content(InboundRequest in) {
    String prompt = in.prompt();
    if (prompt != null && !in.messages().isEmpty()) {
      return fault(ErrorCode.FIELD_INVALID, "prompt", "set prompt or messages, not both");
    }
    if (prompt == null && in.messages().isEmpty()) {
      return fault(ErrorCode.FIELD_MISSING, "prompt", "neither prompt nor messages is set");
    }
    return prompt != null && prompt.isBlank()
        ? fault(ErrorCode.FIELD_MISSING, "prompt", "prompt is empty")
        : null;
  }

  private static @Nullable Fault messages(List<ChatMessage> messages) {
    return IntStream.range(0, messages.size())
        .mapToObj(i -> message(messages.get(i), "messages[" + i + "]"))
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Fault message(ChatMessage message, String path) {
    if (!ROLES.contains(message.role())) {
      return fault(
          ErrorCode.FIELD_INVALID,
          path + ".role",
          "role is none of " + String.join(", ", ROLES.stream().sorted().toList()));
    }
    String content = message.content();
    boolean empty =
        (content == null || content.isBlank())
            && message.parts().isEmpty()
            && message.toolCalls().isEmpty();
    if (empty) {
      return fault(ErrorCode.FIELD_MISSING, path + ".content", "the message has no content");
    }
    if (message.role().equals("tool") && message.toolCallId() == null) {
      return fault(
          ErrorCode.FIELD_MISSING,
          path + ".toolCallId",
          "a tool message names the call it answers");
    }
    return IntStream.range(0, message.parts().size())
        .mapToObj(i -> part(message.parts().get(i), path + ".parts[" + i + "]"))
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Fault part(ChatMessage.Part part, String path) {
    if (!PARTS.contains(part.type())) {
      return fault(
          ErrorCode.FIELD_INVALID, path + ".type", "type is none of audio, file, image, text");
    }
    boolean text = part.type().equals("text");
    String content = text ? part.text() : part.dataRef();
    return content == null || content.isBlank()
        ? fault(
            ErrorCode.FIELD_MISSING,
            path + (text ? ".text" : ".dataRef"),
            "the part has no content")
        : null;
  }

  private static @Nullable Fault sampling(Sampling sampling) {
    Integer maxTokens = sampling.maxTokens();
    if (maxTokens != null && (maxTokens < 1 || maxTokens > MOST_TOKENS)) {
      return fault(
          ErrorCode.FIELD_INVALID,
          "parameters.maxTokens",
          "maxTokens is outside 1 to " + MOST_TOKENS);
    }
    Double temperature = sampling.temperature();
    if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
      return fault(
          ErrorCode.FIELD_INVALID, "parameters.temperature", "temperature is outside 0 to 2");
    }
    Double topP = sampling.topP();
    if (topP != null && !(topP > 0 && topP <= 1)) {
      return fault(ErrorCode.FIELD_INVALID, "parameters.topP", "topP is outside over 0 to 1");
    }
    if (sampling.stop().size() > MOST_STOPS || sampling.stop().stream().anyMatch(String::isEmpty)) {
      return fault(
          ErrorCode.FIELD_INVALID,
          "parameters.stop",
          "stop has more than " + MOST_STOPS + " texts or an empty one");
    }
    return sampling.passThrough().keySet().stream()
        .sorted()
        .filter(TYPED::contains)
        .findFirst()
        .map(k ->
            fault(
                ErrorCode.FIELD_INVALID,
                "parameters.passThrough",
                "a pass-through parameter clashes with a typed field"))
        .orElse(null);
  }

  private static @Nullable Fault tools(InboundRequest in) {
    return IntStream.range(0, in.tools().size())
        .filter(i -> in.tools().get(i).name().isBlank())
        .mapToObj(i ->
            fault(ErrorCode.FIELD_MISSING, "tools[" + i + "].name", "the function has no name"))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Fault format(InboundRequest in) {
    var format = in.answerFormat();
    if (format == null) {
      return null;
    }
    if (!FORMATS.contains(format.type())) {
      return fault(
          ErrorCode.FIELD_INVALID,
          "responseFormat.type",
          "type is none of json_object, json_schema, text");
    }
    return format.type().equals("json_schema") && format.schemaText() == null
        ? fault(ErrorCode.FIELD_MISSING, "responseFormat.schemaText", "json_schema needs a schema")
        : null;
  }

  private static ValidationDecision deadline(
      InboundRequest in, Policies policies, Instant appendedAt, Instant now) {
    Long ttlMs = in.ttlMs();
    Instant asked = in.deadline();
    boolean own = ttlMs != null || asked != null;
    String field = ttlMs != null ? "ttlMs" : "deadline";
    Duration most = policies.bounds().maxDeadline();
    if ((ttlMs != null && ttlMs > most.toMillis())
        || (asked != null && asked.isAfter(appendedAt.plus(most)))) {
      return invalid(
          ErrorCode.DEADLINE_TOO_FAR, field, "the deadline is more than " + most + " away");
    }
    Instant deadline =
        ttlMs != null
            ? appendedAt.plusMillis(Math.max(ttlMs, -1))
            : asked != null
                ? asked
                : appendedAt.plus(policies.defaultDeadline(in.model(), in.lane()));
    return deadline.isAfter(now)
        ? new ValidationDecision.Valid(deadline, own)
        : invalid(
            ErrorCode.DEADLINE_PASSED, field, "the deadline had passed when the request was read");
  }

  private static ValidationDecision invalid(ErrorCode code, String field, String message) {
    return new ValidationDecision.Invalid(fault(code, field, message));
  }

  private static Fault fault(ErrorCode code, String field, String message) {
    return new Fault(code.name(), message, field.isEmpty() ? null : field, code.retryable());
  }
}
