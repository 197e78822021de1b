package dev.barnabas.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningInstallationTest {
  @TempDir private Path directory = Path.of("");

  private static RunningInstallation ofThisProcess(long startedShift) {
    ProcessHandle self = ProcessHandle.current();
    return new RunningInstallation(
        self.pid(),
        RunningInstallation.started(self) + startedShift,
        "127.0.0.1:9092",
        "http://127.0.0.1:8081/apis/registry/v3",
        "http://127.0.0.1:8081/apis/ccompat/v7",
        "inference",
        Map.of("broker-app", "http://127.0.0.1:8080"),
        null,
        null,
        "/etc/barnabas.yaml",
        "/var/lib/barnabas");
  }

  @Test
  void isReadBackWhileItsProcessRuns() {
    Path file = directory.resolve("state").resolve("up.json");

    ofThisProcess(0).write(file);

    assertThat(RunningInstallation.read(file)).contains(ofThisProcess(0));
  }

  @Test
  void aLaterProcessOfTheSameIdIsNotTaken() {
    Path file = directory.resolve("up.json");

    ofThisProcess(-60_000).write(file);

    assertThat(RunningInstallation.read(file)).isEmpty();
  }

  @Test
  void noFileMeansThatNothingRuns() {
    assertThat(RunningInstallation.read(directory.resolve("none.json"))).isEmpty();
  }

  @Test
  void aFileThatIsNoneIsNamed() throws IOException {
    Path file = directory.resolve("up.json");
    Files.writeString(file, "{\"pid\": \"many\"}");

    assertThatThrownBy(() -> RunningInstallation.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("up.json");
  }

  @Test
  void otherProgramsGetItsAddresses() {
    assertThat(ofThisProcess(0).environment())
        .containsEntry("BARNABAS_BOOTSTRAP", "127.0.0.1:9092")
        .doesNotContainKey("EMULATOR_URL");
  }
}
