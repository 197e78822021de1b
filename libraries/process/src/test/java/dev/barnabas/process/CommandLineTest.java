package dev.barnabas.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @Test
  void readsEveryOption() {
    assertThat(
            parse(
                "--config", "barnabas.yaml",
                "--bootstrap", "127.0.0.1:9092",
                "--registry", "http://127.0.0.1:8081/apis/registry/v3",
                "--management-port", "8080"))
        .isEqualTo(
            new OptionsOutcome.Parsed(
                new ProcessOptions(
                    Path.of("barnabas.yaml"),
                    "127.0.0.1:9092",
                    URI.create("http://127.0.0.1:8081/apis/registry/v3"),
                    8080)));
  }

  @Test
  void leavesAbsentWhatNobodySaid() {
    assertThat(parse())
        .isEqualTo(new OptionsOutcome.Parsed(new ProcessOptions(null, null, null, null)));
  }

  @Test
  void takesTheEnvironmentWhereThereIsNoArgument() {
    Map<String, String> environment =
        Map.of("BARNABAS_BOOTSTRAP", "kafka:9092", "BARNABAS_MANAGEMENT_PORT", "9");

    assertThat(CommandLine.parse(List.of("--management-port", "0"), environment))
        .isEqualTo(new OptionsOutcome.Parsed(new ProcessOptions(null, "kafka:9092", null, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "--management-port, 70000, --management-port",
    "--management-port, x, --management-port",
    "--registry, ftp://x, --registry",
    "--registry, 'http://bad host', --registry",
    "--colour, red, unknown option --colour"
  })
  void refusesAWrongValueAndNamesItsOption(String option, String value, String named) {
    assertThat(parse(option, value))
        .isInstanceOfSatisfying(
            OptionsOutcome.Refused.class, refused -> assertThat(refused.problem()).contains(named));
  }

  @Test
  void refusesAnOptionWithoutItsValue() {
    assertThat(parse("--config")).isEqualTo(new OptionsOutcome.Refused("--config needs a value"));
  }

  @Test
  void offersHelp() {
    assertThat(parse("--help")).isEqualTo(new OptionsOutcome.HelpWanted());
    assertThat(CommandLine.help("broker-app")).contains("Usage: broker-app", "--management-port");
  }

  private static OptionsOutcome parse(String... arguments) {
    return CommandLine.parse(List.of(arguments), Map.of());
  }
}
