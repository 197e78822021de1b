package dev.barnabas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.terminal.CommandExit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One word for what is no month, whatever is done with it. */
class MonthOptionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "close",
        "export --format focus",
        "partners",
        "prices capacity --prices book.yaml",
        "reprice --prices book.yaml",
        "statement --tenant acme"
      })
  void saysWhatItTookForAMonthAndHowOneIsWritten(String command) {
    for (String text : List.of("2026-13", "2026-1", "november", "+12026-11", "")) {
      StringWriter err = new StringWriter();
      List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
      arguments.addAll(List.of("--month", text));

      int exit =
          Barnabas.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
              .execute(arguments.toArray(String[]::new));

      assertThat(exit).isEqualTo(CommandExit.USAGE);
      assertThat(err.toString())
          .contains("'--month'", "'" + text + "' is no month such as 2026-11");
    }
  }
}
