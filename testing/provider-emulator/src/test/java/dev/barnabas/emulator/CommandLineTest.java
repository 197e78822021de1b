package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.generation.ModelProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir private Path directory;

  private static EmulatorOptions run(String... arguments) {
    assertThat(CommandLine.parse(List.of(arguments))).isInstanceOf(CommandLine.Run.class);
    return ((CommandLine.Run) CommandLine.parse(List.of(arguments))).options();
  }

  @Test
  void hasADefaultForEveryOption() {
    EmulatorOptions options = run();

    assertThat(options.host()).isEqualTo("127.0.0.1");
    assertThat(options.port()).isZero();
    assertThat(options.ledger()).isNull();
    assertThat(options.recordBodies()).isNull();
    assertThat(options.latency().text()).isEqualTo("fixed:0");
    assertThat(options.faults()).isEmpty();
    assertThat(options.seed()).isEqualTo(1);
  }

  @Test
  void readsEveryOption() throws IOException {
    Path rules = directory.resolve("rules.json");
    Files.writeString(rules, "[{\"provider\":\"b\",\"fault\":\"503\"}]");

    EmulatorOptions options =
        run(
            "--host", "0.0.0.0",
            "--port", "4711",
            "--ledger", "l.jsonl",
            "--record-bodies", "b.bin",
            "--latency", "uniform:50:200",
            "--seed", "9",
            "--fault", "a=hang",
            "--faults", rules.toString());

    assertThat(options.host()).isEqualTo("0.0.0.0");
    assertThat(options.port()).isEqualTo(4711);
    assertThat(options.ledger()).isEqualTo(Path.of("l.jsonl"));
    assertThat(options.recordBodies()).isEqualTo(Path.of("b.bin"));
    assertThat(options.latency().text()).isEqualTo("uniform:50:200");
    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.faults()).extracting(FaultRule::id).containsExactly("a/*/hang", "b/*/503");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port x",
        "--port 70000",
        "--latency soon",
        "--fault oops",
        "--faults /nowhere/rules.json",
        "--colour red",
        "--ledger"
      })
  void saysWhichArgumentIsWrong(String line) {
    List<String> arguments = List.of(line.split(" ", -1));

    assertThat(CommandLine.parse(arguments))
        .isInstanceOfSatisfying(
            CommandLine.Invalid.class,
            invalid -> assertThat(invalid.message()).contains(arguments.getFirst()));
  }

  @Test
  void documentsEveryModelAndEveryFault() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String help = HelpText.text();

    for (ModelProfile model : ModelProfile.DOCUMENTED) {
      assertThat(readme).contains("| `" + model.name() + "` |");
      assertThat(help).contains("  " + model.name() + " ");
    }
    for (FaultKind kind : FaultKind.values()) {
      assertThat(readme).containsPattern("\\| .*`" + kind.wireName() + "`.* \\|");
      assertThat(help).contains("  " + kind.wireName() + " ");
    }
  }

  @Test
  void helpsWhenAsked() {
    assertThat(CommandLine.parse(List.of("--port", "0", "--help")))
        .isEqualTo(new CommandLine.Help());
  }
}
