package dev.barnabas.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultRulesTest {
  private final FaultRules rules = new FaultRules();
  private final SplittableRandom random = new SplittableRandom(3);

  private static FaultRule rule(
      String id,
      @Nullable String provider,
      @Nullable String model,
      double probability,
      @Nullable Integer count) {
    Fault fault = Fault.of(FaultKind.UNAVAILABLE);
    return new FaultRule(id, provider, model, fault, probability, count, null);
  }

  private @Nullable FaultRule decide(String provider, String model) {
    return rules.decide(provider, model, random).rule();
  }

  @Test
  void hitsOnlyCallsOfItsProviderAndModel() {
    FaultRule rule = rule("r", "alpha", "m", 1, null);
    rules.put(rule);

    assertThat(decide("alpha", "m")).isEqualTo(rule);
    assertThat(decide("beta", "m")).isNull();
    assertThat(decide("alpha", "other")).isNull();
    assertThat(rules.hits("r")).isEqualTo(1);
  }

  @Test
  void stopsAfterItsCount() {
    rules.put(rule("r", null, null, 1, 2));

    assertThat(decide("a", "m")).isNotNull();
    assertThat(decide("b", "m")).isNotNull();
    assertThat(decide("c", "m")).isNull();
  }

  @Test
  void hitsAboutItsShareOfTheCalls() {
    rules.put(rule("r", null, null, 0.25, null));

    for (int i = 0; i < 4_000; i++) {
      decide("a", "m");
    }

    assertThat(rules.hits("r")).isBetween(900, 1_100);
  }

  @Test
  void asksTheNextRuleWhenTheFirstDoesNotHit() {
    rules.put(rule("never", null, null, 0, null));
    rules.put(rule("always", null, null, 1, null));

    FaultRule hit = decide("a", "m");

    assertThat(hit).isNotNull().extracting(FaultRule::id).isEqualTo("always");
  }

  @Test
  void takesLatencyFromTheFirstMatchingRuleThatSetsOne() {
    Latency latency = new Latency.Fixed(Duration.ofMillis(5));
    rules.put(new FaultRule("slow", "a", null, Fault.none(), 1, null, latency));
    rules.put(rule("down", "a", null, 1, null));

    FaultRules.Verdict verdict = rules.decide("a", "m", random);

    assertThat(verdict.latency()).isEqualTo(latency);
    assertThat(verdict.rule()).isNotNull().extracting(FaultRule::id).isEqualTo("down");
  }

  @Test
  void startsTheCountAnewWhenARuleIsReplaced() {
    rules.put(rule("r", null, null, 1, 1));
    decide("a", "m");

    rules.put(rule("r", null, null, 1, 1));

    assertThat(decide("a", "m")).isNotNull();
    assertThat(rules.all()).hasSize(1);
  }

  @Test
  void isNoLongerInForceOnceRemoved() {
    FaultRule rule = rule("r", null, null, 1, null);
    rules.replaceAll(List.of(rule, rule("s", null, null, 1, null)));

    assertThat(rules.removeIf(r -> r.id().equals("r"))).isEqualTo(1);

    assertThat(rules.inForce(rule)).isFalse();
    assertThat(rules.all()).hasSize(1);
  }
}
