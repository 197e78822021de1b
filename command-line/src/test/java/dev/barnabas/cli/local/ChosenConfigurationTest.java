package dev.barnabas.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.configuration.LoadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChosenConfigurationTest {
  private static final String EMULATED =
      """
      partners: [{id: a, adapter: openai, endpoint: "${EMULATOR_URL}/p/a/v1"}]
      routing: {models: [{alias: x, primary: a}]}
      quotas: {default: {tokens_per_month: 1000}}
      """;

  @TempDir private Path directory;

  private RunningInstallation running(Path file) {
    return new RunningInstallation(
        1L,
        0L,
        "127.0.0.1:1",
        "http://127.0.0.1:2",
        "http://127.0.0.1:2/compatible",
        "inference",
        Map.of(),
        "http://127.0.0.1:3",
        null,
        file.toString(),
        directory.toString());
  }

  @Test
  void readsWhatUpWatchesWithTheVariablesThatUpGaveIt() throws IOException {
    Path file = Files.writeString(directory.resolve("barnabas.yaml"), EMULATED);

    ChosenConfiguration chosen =
        ChosenConfiguration.read(null, Map.of(), Optional.of(running(file)));

    assertThat(chosen.outcome()).isInstanceOf(LoadOutcome.Loaded.class);
    assertThat(chosen.bootstrap(null)).isEqualTo("127.0.0.1:1");
    assertThat(chosen.registry(null)).isEqualTo("http://127.0.0.1:2");
  }

  @Test
  void whatIsSaidWins() throws IOException {
    Path file = Files.writeString(directory.resolve("barnabas.yaml"), EMULATED);

    ChosenConfiguration chosen =
        ChosenConfiguration.read(
            file, Map.of("EMULATOR_URL", "http://127.0.0.1:9"), Optional.of(running(file)));

    assertThat(chosen.outcome()).isInstanceOf(LoadOutcome.Loaded.class);
    assertThat(chosen.bootstrap("there:9092")).isEqualTo("there:9092");
    assertThat(chosen.bootstrap(null)).isNull();
    assertThat(chosen.registry(null)).isNull();
  }

  @Test
  void asksForAFileWhereNothingRuns() {
    assertThatThrownBy(() -> ChosenConfiguration.read(null, Map.of(), Optional.empty()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("--config");
  }
}
