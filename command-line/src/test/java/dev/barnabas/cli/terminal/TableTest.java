package dev.barnabas.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TableTest {
  private final Table table =
      new Table("who", "how many").add("acme", 7).add("a, \"quoted\" name", 1200);

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersFlushRight() {
    assertThat(table.lines())
        .containsExactly(
            "who               how many",
            "acme                     7",
            "a, \"quoted\" name      1200");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(table.csv())
        .containsExactly("who,how many", "acme,7", "\"a, \"\"quoted\"\" name\",1200");
  }

  @Test
  void aRowOfAnotherWidthIsABug() {
    assertThatIllegalArgumentException().isThrownBy(() -> table.add("only one"));
  }

  @Test
  void aTableWithoutRowsHasItsTitles() {
    assertThat(new Table("a", "b").lines()).containsExactly("a  b");
  }
}
