package dev.barnabas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.terminal.CommandExit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `prices capacity` refuses before it asks a cluster; the rest is in StatementIT. */
class PricesCapacityCommandTest {
  private final StringWriter said = new StringWriter();

  @TempDir Path directory;

  @Test
  void refusesAMonthThatHasNotBegun() throws IOException {
    Path prices = Files.writeString(directory.resolve("prices.yaml"), "prices: []\n");

    assertThat(run("prices", "capacity", "--month", "2099-01", "--prices", prices.toString()))
        .isEqualTo(CommandExit.WRONG);
    assertThat(said.toString()).contains("2099-01 has not begun");
  }

  @Test
  void namesThePlaceOfWhatIsWrongWithTheFile() throws IOException {
    Path prices =
        Files.writeString(
            directory.resolve("prices.yaml"),
            """
            prices: []
            capacity:
              - {name: a, partner: p, unit: hour, price: 1, tenant: t}
              - {name: b, partner: p, unit: week, price: 1, tenant: t}
            """);

    assertThat(run("prices", "capacity", "--month", "2026-11", "--prices", prices.toString()))
        .isEqualTo(CommandExit.WRONG);
    assertThat(said.toString())
        .contains("prices.yaml:4: error: capacity[1].unit: must be one of hour, month");
  }

  @Test
  void checkCountsCapacityAndDiffNamesWhatDiffers() throws IOException {
    Path old = Files.writeString(directory.resolve("old.yaml"), book("1.00"));
    Path now = Files.writeString(directory.resolve("new.yaml"), book("1.10"));

    assertThat(run("prices", "check", old.toString())).isEqualTo(CommandExit.OK);
    assertThat(said.toString()).contains("1 of capacity");
    assertThat(run("prices", "diff", old.toString(), now.toString())).isEqualTo(CommandExit.OK);
    assertThat(said.toString()).contains("capacity ptu.price", "1.1", "1 price differs");
  }

  private static String book(String price) {
    return """
    prices: []
    capacity: [{name: ptu, partner: azure, unit: hour, price: %s, tenant: platform}]
    """
        .formatted(price);
  }

  private int run(String... arguments) {
    PrintWriter to = new PrintWriter(said, true);
    return Barnabas.commandLine(to, to).execute(arguments);
  }
}
