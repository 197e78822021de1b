package dev.barnabas.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.barnabas.adapter.AdapterCatalogue;
import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.FinishReason;
import dev.barnabas.adapter.HealthStatus;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Role;
import dev.barnabas.adapter.Sampling;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.ToolDefinition;
import dev.barnabas.adapter.UsageMeasure;
import dev.barnabas.vocabulary.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every adapter keeps, with streams and without. Extend it, say how the adapter is made and
 * how each failure kind is provoked, and run it. What was seen is written to {@code
 * target/adapter-contract}.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Mode.class)
public abstract class AdapterContract {
  private static final String ANSWER_SCHEMA =
      """
      {"type":"object","properties":{"mood":{"enum":["glad","sad"]},"age":{"type":"integer"}},
       "required":["mood","age"],"additionalProperties":false}\
      """;
  private static final ToolDefinition WEATHER =
      new ToolDefinition(
          "weather",
          "The weather of a town",
          "{\"type\":\"object\",\"properties\":{\"town\":{\"type\":\"string\"}},"
              + "\"required\":[\"town\"]}",
          false);

  @Parameter private Mode mode = Mode.STREAMED;

  /** How the adapter is asked now. */
  protected final Mode mode() {
    return mode;
  }

  /** The name a configuration gives. */
  protected abstract String adapterName();

  /** Settings that reach a provider of tests. */
  protected abstract AdapterSettings settings();

  /**
   * The whole table, a cell for each failure kind; {@link CommonCells#table()} is its beginning.
   */
  protected abstract Map<FailureKind, Cell> failures();

  /** A model that answers at once. */
  protected String plainModel() {
    return "emulator-fast";
  }

  /** A model that never answers. */
  protected String silentModel() {
    return "fault-hang";
  }

  /** A model whose answer has no usage. */
  protected String modelWithoutUsage() {
    return "fault-no-usage";
  }

  /** How many calls the provider has seen; -1 if it cannot be asked. */
  protected abstract long callsSeen();

  /** The adapter under test, as the worker gets it. */
  protected final ModelAdapter adapter(AdapterSettings settings) {
    return AdapterCatalogue.load()
        .create(adapterName(), settings.withStreaming(mode == Mode.STREAMED));
  }

  /** The page that shows what was seen, with a column of the adapter's name; empty for none. */
  protected Optional<Path> page() {
    return Optional.empty();
  }

  /** Notes what was seen, for the table, and holds the page to it. */
  protected final void note(String row, String seen) {
    try {
      String name = providerName();
      ContractTable.of(name, mode).note(row, seen);
      if (page().isPresent()) {
        assertThat(ContractTable.documented(page().get(), row, name)).contains(seen);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String providerName() {
    try (ModelAdapter adapter = adapter(settings())) {
      return adapter.providerId();
    }
  }

  /** Makes one call with an adapter of its own. */
  protected final ModelOutcome infer(AdapterSettings settings, ModelCall call) {
    try (ModelAdapter adapter = adapter(settings)) {
      return adapter.infer(call);
    }
  }

  /** Makes one call that must be answered. */
  protected final ModelAnswer answer(ModelCall call) {
    ModelOutcome outcome = infer(settings(), call);
    assertThat(outcome).isInstanceOf(ModelAnswer.class);
    return (ModelAnswer) outcome;
  }

  @TestFactory
  final Stream<DynamicTest> fillsEveryCellOfTheFailureTable() {
    Map<FailureKind, Cell> cells = failures();
    return Arrays.stream(FailureKind.values())
        .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> check(kind, cells)));
  }

  private void check(FailureKind kind, Map<FailureKind, Cell> cells) {
    assertThat(cells).as("a cell for every failure kind").containsKey(kind);
    String seen =
        switch (cells.get(kind)) {
          case Cell.Provoked provoked -> checkProvoked(kind, provoked);
          case Cell.NotProduced declared -> "— " + declared.reason();
          case null -> throw new AssertionError("an empty cell: " + kind);
        };
    note(kind.name(), seen);
  }

  private String checkProvoked(FailureKind kind, Cell.Provoked cell) {
    long before = callsSeen();

    ModelOutcome outcome =
        infer(cell.settings().apply(settings()), cell.call().apply(Calls.plain(plainModel())));

    assertThat(outcome).isInstanceOf(ModelFailure.class);
    ModelFailure failure = (ModelFailure) outcome;
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.providerCode()).isNotEqualTo(ProviderCode.OTHER);
    if (before >= 0) {
      assertThat(callsSeen() - before).isEqualTo(cell.reachesProvider() ? 1 : 0);
    }
    return "`" + failure.providerCode() + "`";
  }

  @Test
  final void answersAPromptWithUsageVersionAndTimes() {
    ModelAnswer answer = answer(Calls.plain(plainModel()));

    assertThat(answer.content()).contains("<EMAIL_1>", "<PHONE_1>");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.modelVersion()).isNotBlank();
    assertThat(answer.providerRequestId()).isNotBlank();
    assertThat(answer.providerResponseId()).isNotBlank();
    assertThat(answer.usage().measure()).isEqualTo(UsageMeasure.PROVIDER_REPORTED);
    assertThat(answer.usage().inputTokens()).isPositive();
    assertThat(answer.usage().outputTokens()).isPositive();
    assertThat(answer.rawUsageJson()).satisfies(raw -> assertThat(raw).startsWith("{"));
    assertThat(answer.times().endedAt()).isAfterOrEqualTo(answer.times().startedAt());
    assertThat(answer.times().firstByteAt()).isNotNull();
  }

  @Test
  final void estimatesTheUsageThatAProviderDoesNotReport() {
    ModelAnswer answer = answer(Calls.plain(modelWithoutUsage()));

    assertThat(answer.usage().measure()).isEqualTo(UsageMeasure.ESTIMATED);
    assertThat(answer.usage().inputTokens()).isPositive();
    assertThat(answer.usage().outputTokens()).isPositive();
    assertThat(answer.rawUsageJson()).isNull();
  }

  @Test
  final void passesToolCallsBothWays() {
    Message question = Message.of(Role.USER, "What is the weather at <PLACE_1>?");
    ModelCall call =
        Calls.withTools(
            Calls.withMessages(Calls.plain(plainModel()), List.of(question)), List.of(WEATHER));

    ModelAnswer asked = answer(call);

    assertThat(asked.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(asked.toolCalls()).hasSize(1);
    ToolCall toolCall = asked.toolCalls().getFirst();
    assertThat(toolCall.name()).isEqualTo("weather");
    assertThat(JsonText.read(toolCall.argumentsJson()))
        .hasValueSatisfying(json -> assertThat(json.path("town").isTextual()).isTrue());

    List<Message> conversation =
        List.of(
            question,
            Message.asking(List.of(toolCall)),
            Message.toolResult(toolCall.id(), "{\"sky\":\"clear\"}"));
    ModelAnswer answered = answer(Calls.withMessages(call, conversation));

    assertThat(answered.content()).isNotEmpty();
    assertThat(answered.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  final void asksForJsonOfASchema() {
    ResponseFormat format = new ResponseFormat.Schema("mood", ANSWER_SCHEMA, true);

    ModelAnswer answer = answer(Calls.withFormat(Calls.plain(plainModel()), format));

    assertThat(JsonText.read(answer.content()))
        .hasValueSatisfying(
            json -> assertThat(JsonSchema.of("v1", ANSWER_SCHEMA).violations(json)).isEmpty());
  }

  @Test
  final void saysThatTheCapOnTokensEndedAnAnswer() {
    ModelAnswer answer = answer(Calls.withMaxOutputTokens(Calls.plain(plainModel()), 3));

    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(answer.usage().outputTokens()).isLessThanOrEqualTo(3);
  }

  @Test
  final void endsTheAnswerAtAStopText() {
    Sampling stop = new Sampling(0.2, null, List.of("<PHONE_1>"), 7L);

    ModelAnswer answer = answer(Calls.withSampling(Calls.plain(plainModel()), stop));

    assertThat(answer.content()).contains("<EMAIL_1>").doesNotContain("<PHONE_1>");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  final void honoursTheDeadlineOfASilentProvider() {
    try (ModelAdapter adapter = adapter(settings())) {
      // Loads what the first call loads, which must not count against the deadline.
      adapter.infer(Calls.plain(plainModel()));
      Instant start = Instant.now();
      Instant deadline = start.plus(Duration.ofSeconds(1));

      ModelOutcome outcome =
          adapter.infer(Calls.withDeadline(Calls.plain(silentModel()), deadline));

      assertThat(((ModelFailure) outcome).kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  final void honoursTheTimeoutOfTheCall() {
    ModelCall call = Calls.withTimeout(Calls.plain(silentModel()), Duration.ofMillis(300));

    assertThat(((ModelFailure) infer(settings(), call)).kind()).isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  final void answersAnInterruptionAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    ModelOutcome outcome = infer(settings(), Calls.plain(silentModel()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(((ModelFailure) outcome).kind()).isEqualTo(FailureKind.UNKNOWN);
  }

  @Test
  final void checksHealthWithoutAPaidCall() {
    long before = callsSeen();

    try (ModelAdapter adapter = adapter(settings())) {
      assertThat(adapter.healthCheck()).isInstanceOf(HealthStatus.Available.class);
    }

    assertThat(callsSeen()).isEqualTo(before);
  }

  @Test
  final void describesAnEnvelopeThatRefusesAnEmptyDocument() {
    try (ModelAdapter adapter = adapter(settings())) {
      assertThat(adapter.providerId()).isNotBlank();
      assertThat(adapter.schema().violations(JsonNodeFactory.instance.objectNode())).isNotEmpty();
    }
  }

  @Test
  final void refusesAnEnvelopeVersionItDoesNotKnow() {
    AdapterSettings unknown = settings().withSchemaVersion("v999");

    assertThatThrownBy(() -> adapter(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("v999");
  }
}
