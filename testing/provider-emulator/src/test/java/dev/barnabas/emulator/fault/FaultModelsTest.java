package dev.barnabas.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FaultModelsTest {
  @Test
  void findsEveryKindButThoseOfRulesByItsModelName() {
    for (FaultKind kind : FaultKind.values()) {
      boolean forRules = kind == FaultKind.NONE || kind == FaultKind.HOLD;
      assertThat(FaultModels.of("fault-" + kind.wireName()).isPresent()).isEqualTo(!forRules);
    }
  }

  @Test
  void readsNumbersInModelNames() {
    assertThat(FaultModels.of("fault-429-after-9s").orElseThrow().retryAfterOrDefault())
        .hasSeconds(9);
    assertThat(FaultModels.of("fault-429-date-3s").orElseThrow().kind())
        .isEqualTo(FaultKind.RATE_LIMITED_DATE);
    assertThat(FaultModels.of("fault-flaky-5").orElseThrow().failuresOrDefault()).isEqualTo(5);
    assertThat(FaultModels.of("fault-drip-20ms").orElseThrow().intervalOrDefault()).hasMillis(20);
    assertThat(FaultModels.of("fault-keep-alives-5ms").orElseThrow().intervalOrDefault())
        .hasMillis(5);
    assertThat(FaultModels.of("fault-stall-17").orElseThrow().bytesBeforeEnd(100)).isEqualTo(17);
    assertThat(FaultModels.of("fault-huge-1000").orElseThrow().hugeBytes()).isEqualTo(1000);
    assertThat(FaultModels.of("fault-reset-17").orElseThrow().bytesBeforeEnd(100)).isEqualTo(17);
    assertThat(FaultModels.of("fault-truncated-17").orElseThrow().bytesBeforeEnd(5)).isEqualTo(5);
  }

  @Test
  void knowsNoOtherNames() {
    assertThat(FaultModels.of("fault-")).isEmpty();
    assertThat(FaultModels.of("fault-500-5s")).isEmpty();
    assertThat(FaultModels.of("gpt-4o")).isEmpty();
  }

  @Test
  void givesEveryKindANameOfItsOwn() {
    assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::wireName)).doesNotHaveDuplicates();
  }
}
