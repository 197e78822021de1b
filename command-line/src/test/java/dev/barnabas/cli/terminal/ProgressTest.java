package dev.barnabas.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final StringWriter printed = new StringWriter();

  @Test
  void theBarFillsWithWhatIsDone() {
    assertThat(Progress.text("requests", 50, 100, Duration.ofMillis(1_250)))
        .isEqualTo("requests [################................] 50 of 100  1.2 s");
  }

  @Test
  void nothingToDoIsAFullBar() {
    assertThat(Progress.text("requests", 0, 0, Duration.ZERO)).contains("#".repeat(32));
  }

  @Test
  void printsALineAtEachTenthWhereNobodyLooks() {
    Progress progress = Progress.of(new PrintWriter(printed, true), "lines", 200, false);

    for (int i = 0; i < 200; i++) {
      progress.step();
    }
    progress.end();

    assertThat(printed.toString().lines()).hasSize(10);
    assertThat(printed.toString()).contains("20 of 200").contains("200 of 200");
  }

  @Test
  void drawsOneLineOverAndOverOnATerminal() {
    Progress progress = Progress.of(new PrintWriter(printed, true), "lines", 2, true);

    progress.step();
    progress.step();

    assertThat(printed.toString()).startsWith("\r\033[K").doesNotContain("\n");
  }
}
