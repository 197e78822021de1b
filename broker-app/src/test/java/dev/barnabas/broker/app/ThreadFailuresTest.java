package dev.barnabas.broker.app;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.topology.ClockBehindException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final AtomicInteger givenUp = new AtomicInteger();
  private final ThreadFailures failures = new ThreadFailures(() -> now, givenUp::incrementAndGet);

  private static Throwable death() {
    return new StreamsException("dead", new IllegalStateException("a bug"));
  }

  @Test
  @Tag("rule-5.4")
  void givesUpAtTheFourthDeathWithinFiveMinutes() {
    for (int i = 0; i < 3; i++) {
      assertThat(failures.handle(death())).isEqualTo(REPLACE_THREAD);
      now = now.plusSeconds(60);
    }
    assertThat(givenUp).hasValue(0);

    assertThat(failures.handle(death())).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(givenUp).hasValue(1);
  }

  @Test
  void replacesForEverWhenDeathsAreRare() {
    for (int i = 0; i < 20; i++) {
      assertThat(failures.handle(death())).isEqualTo(REPLACE_THREAD);
      now = now.plus(Duration.ofMinutes(2));
    }
    assertThat(givenUp).hasValue(0);
  }

  @Test
  @Tag("rule-2.5")
  void endsAtOnceWhenTheClockIsBehind() {
    Throwable behind =
        new StreamsException("dead", new ClockBehindException(Duration.ofSeconds(30)));

    assertThat(failures.handle(behind)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(givenUp).hasValue(1);
  }
}
