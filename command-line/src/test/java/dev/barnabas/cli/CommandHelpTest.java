package dev.barnabas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.terminal.CommandExit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class CommandHelpTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine barnabas =
      Barnabas.commandLine(new PrintWriter(out, true), new PrintWriter(err, true));

  static Stream<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(
        Barnabas.commandLine(
            new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())),
        List.of(),
        all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
    all.add(path);
    command
        .getSubcommands()
        .forEach((name, sub) -> {
          List<String> longer = new ArrayList<>(path);
          longer.add(name);
          collect(sub, longer, all);
        });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandSaysWhatItDoesAndHowItEnds(List<String> path) {
    int code = run(path, "--help");

    assertThat(code).isEqualTo(CommandExit.OK);
    assertThat(out.toString())
        .contains("Usage: barnabas")
        .contains("--help")
        .contains("Exit codes:");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsAUsageError(List<String> path) {
    int code = run(path, "--no-such-option");

    assertThat(code).isEqualTo(CommandExit.USAGE);
    assertThat(err.toString())
        .containsAnyOf("Unknown option: '--no-such-option'", "Missing required")
        .contains("Usage: barnabas");
  }

  @Test
  void aGroupNeedsOneOfItsCommands() {
    int code = run(List.of("dead-letters"));

    assertThat(code).isEqualTo(CommandExit.USAGE);
    assertThat(err.toString()).contains("needs one of its commands").contains("redrive");
  }

  @Test
  void theLaunchersHelpListsTheSameCommands() {
    assertThat(barnabas.getSubcommands())
        .containsKeys(
            "up",
            "down",
            "status",
            "submit",
            "tail",
            "cancel",
            "usage",
            "trace",
            "dead-letters",
            "config",
            "redact");
  }

  @Test
  void aTimeOfNoKnownFormIsAUsageError() {
    int code = run(List.of("usage"), "--from", "yesterday");

    assertThat(code).isEqualTo(CommandExit.USAGE);
    assertThat(err.toString()).contains("--from").contains("yesterday");
  }

  private int run(List<String> path, String... more) {
    List<String> all = new ArrayList<>(path);
    all.addAll(List.of(more));
    return barnabas.execute(all.toArray(String[]::new));
  }
}
