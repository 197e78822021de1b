package dev.barnabas.emulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.emulator.fault.FaultKind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Generation generate(Prompt prompt, FaultKind fault) {
    ModelProfile profile = ModelProfile.of(prompt.model()).orElseThrow();
    return Generator.generate(prompt, profile, fault, NOW, "0".repeat(32));
  }

  private static Choice choice(Prompt prompt, FaultKind fault) {
    return generate(prompt, fault).choices().getFirst();
  }

  @Test
  void answersTheSamePromptWithTheSameText() {
    Generation first = generate(Prompts.saying("hello"), FaultKind.NONE);
    Generation second = generate(Prompts.saying("hello"), FaultKind.NONE);
    Generation other = generate(Prompts.saying("hullo"), FaultKind.NONE);

    assertThat(second).isEqualTo(first);
    assertThat(other.choices()).isNotEqualTo(first.choices());
  }

  @Test
  void echoesTheLastUserMessageAndPlaceholdersOfAllOthers() {
    var messages =
        List.of(
            PromptMessage.of("system", "The customer is <PERSON_1>, <EMAIL_2>."),
            PromptMessage.of("user", "Write to <EMAIL_1>."));
    Prompt prompt =
        Prompts.with(
            "any",
            messages,
            List.of(),
            new ToolChoice.Auto(),
            new AnswerFormat.Text(),
            List.of(),
            null);

    String text = choice(prompt, FaultKind.NONE).text();

    assertThat(text).contains("Write to <EMAIL_1>.").contains("<PERSON_1>, <EMAIL_2>");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 500})
  void generatesExactlyTheTokensThatTheModelNameSays(int tokens) {
    Prompt prompt = Prompts.of("emulator-tokens-" + tokens, "hello", List.of(), null);

    Generation generation = generate(prompt, FaultKind.NONE);

    assertThat(generation.usage().outputTokens()).isEqualTo(tokens);
    assertThat(generation.choices().getFirst().finish()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void cutsAtMaxTokensAndSaysSo() {
    Prompt prompt = Prompts.of("any", "hello", List.of(), 5);

    Generation generation = generate(prompt, FaultKind.NONE);

    assertThat(generation.choices().getFirst().finish()).isEqualTo(FinishReason.LENGTH);
    assertThat(generation.usage().outputTokens()).isEqualTo(5);
  }

  @Test
  void stopsBeforeTheEarliestStopSequence() {
    Prompt prompt = Prompts.of("any", "one two three", List.of("three", "two"), null);

    Choice choice = choice(prompt, FaultKind.NONE);

    assertThat(choice.text()).isEqualTo("You wrote: one ");
    assertThat(choice.stopSequence()).isEqualTo("two");
    assertThat(choice.finish()).isEqualTo(FinishReason.STOP_SEQUENCE);
  }

  @Test
  void billsReasoningAsOutput() {
    Generation plain = generate(Prompts.of("any", "x", List.of(), null), FaultKind.NONE);
    Generation reasoned =
        generate(Prompts.of("emulator-reasoning", "x", List.of(), null), FaultKind.NONE);

    assertThat(reasoned.usage().reasoningTokens()).isEqualTo(64);
    assertThat(reasoned.usage().outputTokens()).isEqualTo(plain.usage().outputTokens() + 64);
  }

  @Test
  void countsHalfOfThePromptAsCachedWhenTheModelSaysSo() {
    Generation generation =
        generate(Prompts.of("emulator-cached", "hello there", List.of(), null), FaultKind.NONE);

    assertThat(generation.usage().inputTokens()).isEqualTo(10);
    assertThat(generation.usage().cachedInputTokens()).isEqualTo(5);
  }

  @Test
  void answersJsonWhenTheModelDoesSoByItself() throws Exception {
    Prompt prompt = Prompts.of("emulator-json", "Say \"<EMAIL_1>\".", List.of(), null);

    String text = choice(prompt, FaultKind.NONE).text();

    assertThat(JSON.readTree(text).path("answer").asText()).contains("<EMAIL_1>");
  }

  @Test
  void callsTheFirstToolWhenOneIsRequiredAndTheNamedOneWhenNamed() throws Exception {
    Tool first = tool("first");
    Tool second = tool("second");

    Choice required =
        choice(Prompts.withTools("x", new ToolChoice.Required(), first, second), FaultKind.NONE);
    Choice named =
        choice(
            Prompts.withTools("x", new ToolChoice.Named("second"), first, second), FaultKind.NONE);

    assertThat(required.toolCalls()).extracting(ToolCall::name).containsExactly("first");
    assertThat(named.toolCalls()).extracting(ToolCall::name).containsExactly("second");
    assertThat(required.finish()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(JSON.readTree(required.toolCalls().getFirst().arguments()).isObject()).isTrue();
  }

  @Test
  void callsAToolOfItsOwnAccordOnlyWhenThePromptNamesIt() throws Exception {
    Tool tool = tool("lookup");

    Choice asked =
        choice(Prompts.withTools("use lookup now", new ToolChoice.Auto(), tool), FaultKind.NONE);
    Choice notAsked =
        choice(Prompts.withTools("no need", new ToolChoice.Auto(), tool), FaultKind.NONE);
    Choice forbidden =
        choice(Prompts.withTools("use lookup now", new ToolChoice.Never(), tool), FaultKind.NONE);

    assertThat(asked.toolCalls()).hasSize(1);
    assertThat(notAsked.toolCalls()).isEmpty();
    assertThat(forbidden.toolCalls()).isEmpty();
  }

  @Test
  void cutsFiltersRefusesAndBreaksTheContractAsTheFaultSays() {
    Prompt prompt = Prompts.saying("hello");

    assertThat(choice(prompt, FaultKind.CUT_OFF).finish()).isEqualTo(FinishReason.LENGTH);
    assertThat(choice(prompt, FaultKind.CONTENT_FILTER).finish())
        .isEqualTo(FinishReason.CONTENT_FILTER);
    assertThat(choice(prompt, FaultKind.REFUSAL).finish()).isEqualTo(FinishReason.REFUSAL);
    assertThat(choice(prompt, FaultKind.CONTRACT_VIOLATION).text()).isEmpty();
    assertThat(choice(prompt, FaultKind.CUT_OFF).text())
        .isNotEmpty()
        .hasSizeLessThan(choice(prompt, FaultKind.NONE).text().length());
  }

  @Test
  void namesAnotherVersionWhenTheFaultSaysSo() {
    assertThat(generate(Prompts.saying("x"), FaultKind.NONE).modelVersion())
        .isNotEqualTo(generate(Prompts.saying("x"), FaultKind.NEW_MODEL_VERSION).modelVersion());
  }

  @Test
  void knowsNoModelsOfItsOwnPrefixesBeyondTheDocumented() {
    assertThat(ModelProfile.of("emulator-unheard-of")).isEmpty();
    assertThat(ModelProfile.of("fault-unheard-of")).isEmpty();
    assertThat(ModelProfile.of("gpt-4o")).isPresent();
  }

  private static Tool tool(String name) throws IOException {
    String schema = "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}";
    return new Tool(name, JSON.readTree(schema), schema);
  }
}
