package dev.barnabas.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The measurement of metering-stream with few events, for what it finds and not for its speed. */
class MeteringMillionIT {
  /** How many usage events; a million for the figures in docs/performance.md. */
  private static final int EVENTS = Integer.getInteger("barnabas.events", 5_000);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  @Tag("rule-1.10")
  void comesToTheTotalsOfAnIndependentCalculationAndToTheSameBytesAgain() throws Exception {
    var found = new MeteringMillion(EVENTS, System.out::println).run(directory);

    assertThat(found.counted()).isTrue();
    assertThat(found.served()).isTrue();
    assertThat(found.again()).isTrue();
    var verdict = found.verdict();
    if (verdict == null) {
      System.out.println("NOT RUN: MeteringMillionIT (no python3 for the independent calculation)");
    }
    assumeThat(verdict).isNotNull();
    requireNonNull(verdict);
    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.said())
        .contains("\"differ\": 0", "\"missing\": 0", "\"linesThatDoNotAddUp\": 0");
    assertThat(verdict.agrees()).isTrue();
  }
}
