package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["reply"], "properties": {
        "reply": {"type": "string"}, "to": {"type": "array", "items": {"type": "integer"}}}}
      """;

  private final Contract contract = new Contract();

  @Test
  void keepsWhatTheSchemaAllows() {
    assertThat(contract.check(SCHEMA, "{\"reply\": \"yes\"}\n"))
        .isInstanceOf(ContractDecision.Kept.class);
  }

  @Test
  void namesPlaceAndKeywordAndNoValue() {
    assertThat(contract.check(SCHEMA, "{\"reply\": \"yes\", \"to\": [1, \"jane@example.com\"]}"))
        .asInstanceOf(type(ContractDecision.Violated.class))
        .satisfies(violated ->
            assertThat(violated.toString()).contains("/to/1", "type").doesNotContain("jane"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain prose",
        "{\"reply\": \"yes\"",
        "{\"reply\": \"yes\"} and some prose",
        "{\"reply\": \"yes\"}{\"reply\": \"no\"}",
        "```json\n{\"reply\": \"yes\"}\n```"
      })
  void refusesWhatIsNotOneJsonValue(String answer) {
    assertThat(contract.check(SCHEMA, answer)).isInstanceOf(ContractDecision.Violated.class);
  }

  @Test
  @Tag("rule-5.4")
  void refusesJsonThatIsTooDeepInsteadOfFailing() {
    assertThat(contract.check(SCHEMA, "[".repeat(100_000)))
        .isInstanceOf(ContractDecision.Violated.class);
  }
}
