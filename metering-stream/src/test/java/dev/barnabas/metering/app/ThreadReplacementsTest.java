package dev.barnabas.metering.app;

import static dev.barnabas.metering.app.ReplacementDecision.GIVE_UP;
import static dev.barnabas.metering.app.ReplacementDecision.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadReplacementsTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final ThreadReplacements replacements = new ThreadReplacements();

  @Test
  void givesUpAtTheFourthDeathWithinFiveMinutes() {
    assertThat(after(0)).isEqualTo(REPLACE);
    assertThat(after(60)).isEqualTo(REPLACE);
    assertThat(after(120)).isEqualTo(REPLACE);
    assertThat(after(299)).isEqualTo(GIVE_UP);
  }

  @Test
  void replacesForEverWhenDeathsAreRare() {
    for (int minute = 0; minute < 60; minute += 2) {
      assertThat(after(minute * 60L)).isEqualTo(REPLACE);
    }
  }

  private ReplacementDecision after(long seconds) {
    return replacements.decide(START.plus(Duration.ofSeconds(seconds)));
  }
}
