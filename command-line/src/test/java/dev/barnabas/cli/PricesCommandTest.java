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

final class PricesCommandTest {
  private static final String LIST = "- {partner: a, model: m, input: 1, output: 2}\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(String... arguments) {
    return Barnabas.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private String file(String name, String prices) throws IOException {
    return Files.writeString(directory.resolve(name), prices).toString();
  }

  @Test
  void countsOneDifferenceAsOne() throws IOException {
    String old = file("old.yaml", LIST);
    String other = file("new.yaml", LIST.replace("input: 1", "input: 1.5"));

    assertThat(run("prices", "diff", old, other)).isEqualTo(CommandExit.OK);
    assertThat(out.toString()).endsWith(": 1 price differs" + System.lineSeparator());
    assertThat(run("prices", "diff", old, old)).isEqualTo(CommandExit.OK);
    assertThat(out.toString()).endsWith(": 0 prices differ" + System.lineSeparator());
  }

  @Test
  void printsListAndContractedPricesThatDiffer() throws IOException {
    String old = file("old.yaml", LIST);
    String other = file("new.yaml", LIST.replace("2}", "2, contract: {discount: 10}}"));

    assertThat(run("prices", "diff", old, other)).isEqualTo(CommandExit.OK);
    assertThat(out.toString())
        .containsPattern("contract.input +- +0.9")
        .containsPattern("contract.output +- +1.8")
        .endsWith(": 2 prices differ" + System.lineSeparator());
  }

  @Test
  void saysHowManyPricesAreByContract() throws IOException {
    assertThat(run("prices", "check", file("list.yaml", LIST))).isEqualTo(CommandExit.OK);
    assertThat(out.toString()).contains(": 1 price of 1 model, sha256 ");
    assertThat(
            run(
                "prices",
                "check",
                file("contract.yaml", LIST + LIST.replace("m,", "n, contract: {output: 1},"))))
        .isEqualTo(CommandExit.OK);
    assertThat(out.toString()).contains(": 2 prices of 2 models, 1 by contract, sha256 ");
  }

  @Test
  void namesThePathOfWhatIsWrongInAContract() throws IOException {
    assertThat(
            run(
                "prices",
                "check",
                file("wrong.yaml", LIST.replace("2}", "2, contract: {discount: -1}}"))))
        .isEqualTo(CommandExit.WRONG);
    assertThat(err.toString()).contains("[0].contract.discount: must be at least 0");
  }
}
