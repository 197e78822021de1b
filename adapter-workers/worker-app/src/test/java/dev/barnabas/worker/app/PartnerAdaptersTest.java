package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.CallLimits;
import dev.barnabas.configuration.Partner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PartnerAdaptersTest {
  private static final int MAX_ANSWER = 512 * 1024;

  @Test
  void boundsEveryCallOfAPartnerThatSaysNothing() {
    PartnerAdapters.Inputs inputs = inputs("timeout_ms: 90000");

    assertThat(inputs.limits())
        .isEqualTo(
            new CallLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                MAX_ANSWER,
                64L << 20));
    assertThat(inputs.streaming()).isTrue();
  }

  @Test
  void takesEachBoundFromThePartner() {
    PartnerAdapters.Inputs inputs =
        inputs(
            "timeout_ms: 90000, connect_timeout_ms: 3000, first_byte_timeout_ms: 45000,"
                + " idle_timeout_ms: 20000, max_answer: 256KiB, max_stream: 32MiB,"
                + " streaming: false");

    assertThat(inputs.limits())
        .isEqualTo(
            new CallLimits(
                Duration.ofSeconds(3),
                Duration.ofSeconds(45),
                Duration.ofSeconds(20),
                Duration.ofSeconds(90),
                256 * 1024,
                32L << 20));
    assertThat(inputs.streaming()).isFalse();
  }

  @Test
  void givesNoPartOfACallMoreThanTheWhole() {
    CallLimits limits =
        inputs("timeout_ms: 2000, first_byte_timeout_ms: 45000, max_answer: 1MiB").limits();

    assertThat(limits.connect()).hasSeconds(2);
    assertThat(limits.firstByte()).hasSeconds(2);
    assertThat(limits.maxResponseBytes()).isEqualTo(MAX_ANSWER);
  }

  private static PartnerAdapters.Inputs inputs(String settings) {
    Partner partner = WorkBench.partner(settings.replace(", ", "\n"));
    return PartnerAdapters.Inputs.of(partner, MAX_ANSWER);
  }
}
