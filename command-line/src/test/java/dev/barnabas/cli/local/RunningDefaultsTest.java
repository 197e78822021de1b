package dev.barnabas.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

final class RunningDefaultsTest {
  private static final RunningInstallation RUNNING =
      new RunningInstallation(
          1,
          0,
          "127.0.0.1:1",
          "http://r",
          "http://c",
          "inference",
          Map.of(),
          null,
          "/l",
          "/f",
          "/d");
  private static final OptionSpec BOOTSTRAP = OptionSpec.builder("--bootstrap").build();

  @Test
  void whatRunsIsTheDefault() {
    RunningDefaults defaults = new RunningDefaults(Map.of(), Optional.of(RUNNING));

    assertThat(defaults.defaultValue(BOOTSTRAP)).isEqualTo("127.0.0.1:1");
    assertThat(defaults.defaultValue(OptionSpec.builder("--ledger").build())).isEqualTo("/l");
    assertThat(defaults.defaultValue(OptionSpec.builder("--most").build())).isNull();
  }

  @Test
  void theEnvironmentWinsAndNothingRunningIsNoDefault() {
    assertThat(
            new RunningDefaults(Map.of("BARNABAS_BOOTSTRAP", "b:1"), Optional.of(RUNNING))
                .defaultValue(BOOTSTRAP))
        .isNull();
    assertThat(new RunningDefaults(Map.of(), Optional.empty()).defaultValue(BOOTSTRAP)).isNull();
  }
}
