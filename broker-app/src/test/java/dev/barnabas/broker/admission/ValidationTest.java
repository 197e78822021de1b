package dev.barnabas.broker.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.barnabas.broker.policy.ConfiguredPolicies;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.policy.RedactionPolicies;
import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.FunctionDefinition;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.redaction.RedactionEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {
  private static final Instant NOW = Samples.NOW;
  private static final Policies POLICIES =
      new ConfiguredPolicies(
          1,
          ConfigurationLoader.parse(
                  """
                  partners:
                    - {id: alpha, adapter: simulated, models: {fast: a}}
                  routing:
                    models:
                      - {alias: fast, primary: alpha, fallback_chain: [], deadline: {realtime: 60s, bulk: 2h}}
                  quotas:
                    default: {tokens_per_month: 1000}
                  sizes: {request: 1KiB}
                  deadlines: {max: 3h}
                  """,
                  LoadContext.ofProcess().asUnderUp().withoutKeys())
              .orElseThrow(),
          new RedactionPolicies(RedactionEngine.create().compiler(new byte[32])));

  /** A request that differs from a sound one in what a test is about. */
  private static InboundRequest request(
      String model,
      @Nullable String prompt,
      List<ChatMessage> messages,
      List<FunctionDefinition> tools,
      @Nullable AnswerFormat format,
      Sampling sampling) {
    return new InboundRequest(
        Samples.KEY,
        null,
        model,
        prompt,
        messages,
        tools,
        format,
        sampling,
        Lane.REALTIME,
        null,
        null,
        null,
        null,
        Map.of(),
        Samples.fingerprints("f"),
        null,
        100);
  }

  private static InboundRequest with(Sampling sampling) {
    return request("fast", "hello", List.of(), List.of(), null, sampling);
  }

  private static InboundRequest with(ChatMessage... messages) {
    return request("fast", null, List.of(messages), List.of(), null, Samples.sampling());
  }

  private static InboundRequest with(AnswerFormat format) {
    return request("fast", "hello", List.of(), List.of(), format, Samples.sampling());
  }

  private static InboundRequest with(ChatMessage.Part part) {
    return with(new ChatMessage("user", null, List.of(part), null, List.of(), null));
  }

  private static Sampling sampling(
      @Nullable Integer maxTokens, @Nullable Double temperature, @Nullable Double topP) {
    return new Sampling(maxTokens, temperature, topP, List.of(), null, Map.of());
  }

  private static InboundRequest timed(
      Lane lane, @Nullable Instant deadline, @Nullable Long ttlMs, int size) {
    return new InboundRequest(
        Samples.KEY,
        null,
        "fast",
        "hello",
        List.of(),
        List.of(),
        null,
        Samples.sampling(),
        lane,
        deadline,
        ttlMs,
        null,
        null,
        Map.of(),
        Samples.fingerprints("f"),
        null,
        size);
  }

  private static ValidationDecision check(InboundRequest in) {
    return Validation.check(in, POLICIES, NOW, NOW);
  }

  static Stream<Arguments> faults() {
    ChatMessage sound = ChatMessage.of("user", "hello");
    Sampling none = Samples.sampling();
    List<FunctionDefinition> nameless = List.of(new FunctionDefinition(" ", null, "{}"));
    return Stream.of(
        fault("tooLarge", timed(Lane.REALTIME, null, null, 1_025), "REQUEST_TOO_LARGE", null),
        fault(
            "noModel",
            request(" ", "hello", List.of(), List.of(), null, none),
            "FIELD_MISSING",
            "modelId"),
        fault(
            "unknownModel",
            request("slow", "hello", List.of(), List.of(), null, none),
            "UNKNOWN_MODEL",
            "modelId"),
        fault(
            "promptAndMessages",
            request("fast", "hello", List.of(sound), List.of(), null, none),
            "FIELD_INVALID",
            "prompt"),
        fault(
            "neither",
            request("fast", null, List.of(), List.of(), null, none),
            "FIELD_MISSING",
            "prompt"),
        fault(
            "blankPrompt",
            request("fast", " \n", List.of(), List.of(), null, none),
            "FIELD_MISSING",
            "prompt"),
        fault(
            "unknownRole",
            with(sound, ChatMessage.of("robot", "hello")),
            "FIELD_INVALID",
            "messages[1].role"),
        fault(
            "blankMessage",
            with(sound, ChatMessage.of("user", " ")),
            "FIELD_MISSING",
            "messages[1].content"),
        fault(
            "toolWithoutCall",
            with(ChatMessage.of("tool", "42")),
            "FIELD_MISSING",
            "messages[0].toolCallId"),
        fault(
            "unknownPart",
            with(new ChatMessage.Part("jane@example.com", "hello", null, null)),
            "FIELD_INVALID",
            "messages[0].parts[0].type"),
        fault(
            "textlessPart",
            with(new ChatMessage.Part("text", null, null, null)),
            "FIELD_MISSING",
            "messages[0].parts[0].text"),
        fault(
            "datalessPart",
            with(new ChatMessage.Part("image", null, null, "image/png")),
            "FIELD_MISSING",
            "messages[0].parts[0].dataRef"),
        fault("noTokens", with(sampling(0, null, null)), "FIELD_INVALID", "parameters.maxTokens"),
        fault(
            "absurdTokens",
            with(sampling(1_000_001, null, null)),
            "FIELD_INVALID",
            "parameters.maxTokens"),
        fault("cold", with(sampling(null, -0.1, null)), "FIELD_INVALID", "parameters.temperature"),
        fault(
            "notANumber",
            with(sampling(null, Double.NaN, null)),
            "FIELD_INVALID",
            "parameters.temperature"),
        fault("noMass", with(sampling(null, null, 0.0)), "FIELD_INVALID", "parameters.topP"),
        fault(
            "emptyStop",
            with(new Sampling(null, null, null, List.of(""), null, Map.of())),
            "FIELD_INVALID",
            "parameters.stop"),
        fault(
            "manyStops",
            with(
                new Sampling(
                    null,
                    null,
                    null,
                    List.of("1", "2", "3", "4", "5", "6", "7", "8", "9"),
                    null,
                    Map.of())),
            "FIELD_INVALID",
            "parameters.stop"),
        fault(
            "clash",
            with(new Sampling(null, null, null, List.of(), null, Map.of("max_tokens", "1"))),
            "FIELD_INVALID",
            "parameters.passThrough"),
        fault(
            "namelessTool",
            request("fast", "hello", List.of(), nameless, null, none),
            "FIELD_MISSING",
            "tools[0].name"),
        fault(
            "unknownFormat",
            with(new AnswerFormat("xml", null, null, false)),
            "FIELD_INVALID",
            "responseFormat.type"),
        fault(
            "noSchema",
            with(new AnswerFormat("json_schema", "n", null, true)),
            "FIELD_MISSING",
            "responseFormat.schemaText"),
        fault("spentTtl", timed(Lane.REALTIME, null, 0L, 1), "DEADLINE_PASSED", "ttlMs"),
        fault(
            "spentTtlBelowZero",
            timed(Lane.REALTIME, null, Long.MIN_VALUE, 1),
            "DEADLINE_PASSED",
            "ttlMs"),
        fault("pastDeadline", timed(Lane.REALTIME, NOW, null, 1), "DEADLINE_PASSED", "deadline"),
        fault("farTtl", timed(Lane.REALTIME, null, Long.MAX_VALUE, 1), "DEADLINE_TOO_FAR", "ttlMs"),
        fault(
            "farDeadline",
            timed(Lane.REALTIME, NOW.plus(Duration.ofHours(3)).plusMillis(1), null, 1),
            "DEADLINE_TOO_FAR",
            "deadline"));
  }

  private static Arguments fault(
      String name, InboundRequest in, String code, @Nullable String field) {
    return argumentSet(name, in, code, field);
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Tag("rule-5.1")
  void refusesAndNamesTheField(InboundRequest in, String code, @Nullable String field) {
    assertThat(check(in))
        .asInstanceOf(type(ValidationDecision.Invalid.class))
        .satisfies(invalid -> {
          assertThat(invalid.fault().code()).isEqualTo(code);
          assertThat(invalid.fault().field()).isEqualTo(field);
          assertThat(invalid.fault().message()).doesNotContain("jane", "robot", "xml");
        });
  }

  @Test
  void takesPartsOfEveryKind() {
    assertThat(
            check(
                with(
                    new ChatMessage(
                        "user",
                        null,
                        List.of(
                            new ChatMessage.Part("text", "what is this?", null, null),
                            new ChatMessage.Part("image", null, "s3://b/k", "image/png"),
                            new ChatMessage.Part("audio", null, "s3://b/k", null),
                            new ChatMessage.Part(
                                "file", null, "s3://b/k", "application/vnd.ms-excel")),
                        null,
                        List.of(),
                        null))))
        .isInstanceOf(ValidationDecision.Valid.class);
  }

  @Test
  void takesTheEndsOfEveryRange() {
    assertThat(check(with(sampling(1_000_000, 2.0, 1.0))))
        .isInstanceOf(ValidationDecision.Valid.class);
    assertThat(check(with(sampling(1, 0.0, 0.001)))).isInstanceOf(ValidationDecision.Valid.class);
    assertThat(check(timed(Lane.REALTIME, NOW.plus(Duration.ofHours(3)), null, 1_024)))
        .isInstanceOf(ValidationDecision.Valid.class);
  }

  @Test
  @Tag("rule-7.4")
  void countsTheRoutesDeadlineOfTheLaneFromTheAppendTime() {
    assertThat(check(timed(Lane.REALTIME, null, null, 1)))
        .isEqualTo(new ValidationDecision.Valid(NOW.plusSeconds(60), false));
    assertThat(check(timed(Lane.BULK, null, null, 1)))
        .isEqualTo(new ValidationDecision.Valid(NOW.plus(Duration.ofHours(2)), false));
  }

  @Test
  @Tag("rule-7.4")
  void prefersATtlToADeadlineAndSaysThatTheTenantSetIt() {
    assertThat(check(timed(Lane.REALTIME, NOW.minusSeconds(1), 5_000L, 1)))
        .isEqualTo(new ValidationDecision.Valid(NOW.plusSeconds(5), true));
    assertThat(check(timed(Lane.REALTIME, NOW.plusSeconds(9), null, 1)))
        .isEqualTo(new ValidationDecision.Valid(NOW.plusSeconds(9), true));
  }

  @Test
  void refusesWhatHasExpiredWhileItLay() {
    assertThat(
            Validation.check(
                timed(Lane.REALTIME, null, null, 1), POLICIES, NOW, NOW.plusSeconds(60)))
        .isInstanceOf(ValidationDecision.Invalid.class);
  }
}
