package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RestoreBudgetTest {
  @Test
  void saysNothingAtTheDefaults() {
    Dedupe dedupe = Loading.minimalWith("").dedupe();

    assertThat(dedupe.expectedRequests()).isEqualTo(25 * 25 * 3_600);
    assertThat(dedupe.expectedRestore()).isLessThan(dedupe.restoreBudget());
    assertThat(Loading.warnings(Loading.MINIMAL))
        .noneMatch(warning -> warning.contains("restore_budget"));
  }

  @Test
  @Tag("rule-3.4")
  void warnsWhereTheExpectedRequestsOfAWindowTakeLongerToRestore() {
    String yaml = "dedupe: {expected_requests_per_second: 500}";

    assertThat(Loading.warnings(Loading.MINIMAL + yaml))
        .anyMatch(warning ->
            warning.startsWith(
                "dedupe.restore_budget: 500 requests a second for 25h are 45,000,000"));
    assertThat(
            Loading.warnings(
                Loading.MINIMAL
                    + "dedupe: {expected_requests_per_second: 500, restore_budget: 2h}"))
        .noneMatch(warning -> warning.contains("restore_budget"));
  }

  @Test
  void keepsTheRateWhereTheWindowIsDerived() {
    Dedupe dedupe =
        Loading.minimalWith("dedupe: {expected_requests_per_second: 10, restore_budget: 5m}")
            .dedupe();

    assertThat(dedupe.expectedRequestsPerSecond()).isEqualTo(10);
    assertThat(dedupe.restoreBudget()).isEqualTo(Duration.ofMinutes(5));
    assertThat(dedupe.effectiveWindow()).isEqualTo(Duration.ofHours(25));
  }
}
