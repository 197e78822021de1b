package dev.barnabas.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.redaction.PolicyOutcome.Refused;
import dev.barnabas.redaction.spi.EntityType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {

  private static final RedactionEngine ENGINE = RedactionEngine.create();

  @Test
  void namesThePathOfEverythingThatIsWrong() {
    RedactionPolicy policy =
        new RedactionPolicy(
            Map.of("EMIAL", "mask", "PHONE", "masked", "IBAN", "hash"),
            List.of("US", "UK", "FE"),
            List.of(new CustomPattern("bad name", "x"), new CustomPattern("CASE_ID", "(")),
            List.of(" "),
            List.of("x".repeat(257)));

    PolicyOutcome outcome = ENGINE.compiler().compile(policy);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems().stream().map(PolicyProblem::path))
                    .containsExactlyInAnyOrder(
                        "entities.EMIAL",
                        "entities.PHONE",
                        "entities.IBAN",
                        "phone_regions[1]",
                        "phone_regions[2]",
                        "custom_patterns[0].entity",
                        "custom_patterns[1].pattern",
                        "allow_terms[0]",
                        "deny_terms[0]"));
    assertThatThrownBy(outcome::orThrow).hasMessageContaining("phone_regions[1]: unknown region");
  }

  @Test
  void readsAliasesOfTypesAndActions() {
    CompiledPolicy policy = compile(Map.of("strict", "mask", "ssn", "Remove", "iban", "allow"));

    assertThat(policy.action(EntityType.US_SSN)).isEqualTo(Action.REMOVE);
    assertThat(policy.action(EntityType.IBAN)).isEqualTo(Action.ALLOW);
    assertThat(policy.action(EntityType.IP)).isEqualTo(Action.PLACEHOLDER);
  }

  @Test
  void standsForEmailPhoneAndSsnWhenNothingIsSaid() {
    CompiledPolicy policy = ENGINE.compiler().compile(RedactionPolicy.standard()).orThrow();

    assertThat(policy.active())
        .containsExactlyInAnyOrder(EntityType.EMAIL, EntityType.PHONE, EntityType.US_SSN);
    assertThat(policy.phoneRegions()).isEqualTo(RedactionPolicy.DEFAULT_PHONE_REGIONS);
  }

  @Test
  void isAsStrictAsBothPolicies() {
    CompiledPolicy strict =
        compile(Map.of("EMAIL", "mask", "IP", "block"))
            .stricter(compile(Map.of("EMAIL", "remove", "IBAN", "mask")));

    assertThat(strict.action(EntityType.EMAIL)).isEqualTo(Action.REMOVE);
    assertThat(strict.action(EntityType.IP)).isEqualTo(Action.BLOCK);
    assertThat(strict.action(EntityType.IBAN)).isEqualTo(Action.PLACEHOLDER);
  }

  @Test
  void asksOnlyTheRegionsOfThePolicy() {
    RedactionPolicy french =
        new RedactionPolicy(
            Map.of("PHONE", "mask"), List.of("fr"), List.of(), List.of(), List.of());
    CompiledPolicy policy = ENGINE.compiler().compile(french).orThrow();

    assertThat(ENGINE.spans("01 42 68 53 11", policy)).hasSize(1);
    assertThat(ENGINE.spans("(020) 7946 0018", policy)).isEmpty();
  }

  @Test
  void knowsGroupsAndLetsWhatIsNamedMoreCloselyCount() {
    CompiledPolicy policy = compile(Map.of("FINANCIAL", "remove", "iban", "block"));

    assertThat(policy.action(EntityType.CREDIT_CARD)).isEqualTo(Action.REMOVE);
    assertThat(policy.action(EntityType.IBAN)).isEqualTo(Action.BLOCK);
    assertThat(policy.action(EntityType.EMAIL)).isEqualTo(Action.ALLOW);
  }

  @Test
  void refusesAThresholdOutsideItsRangeOrOfAnUnknownType() {
    RedactionPolicy policy =
        new RedactionPolicy(
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of("PERSON", 1.5, "PERSONN", 0.5));

    assertThat(ENGINE.compiler().compile(policy))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems().stream().map(PolicyProblem::path))
                    .containsExactlyInAnyOrder("thresholds.PERSON", "thresholds.PERSONN"));
  }

  private static CompiledPolicy compile(Map<String, String> entities) {
    return ENGINE
        .compiler()
        .compile(new RedactionPolicy(entities, List.of(), List.of(), List.of(), List.of()))
        .orThrow();
  }
}
