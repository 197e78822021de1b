package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.Retry;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Retry RETRY = retry("exponential");

  /** Draws the largest number there is, whatever the bound. */
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void doublesItsBoundUpToTheLongestWait() {
    Backoff backoff = new Backoff(RETRY, LARGEST);

    assertThat(backoff.after(1, null)).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.after(2, null)).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.after(3, null)).isEqualTo(Duration.ofMillis(300));
    assertThat(backoff.after(20, null)).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void keepsItsBoundWhenItIsFixed() {
    Retry fixed = retry("fixed");

    assertThat(new Backoff(fixed, LARGEST).after(9, null)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void drawsEveryWaitBetweenZeroAndItsBound() {
    Backoff backoff = new Backoff(RETRY, new Random(1));

    assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.after(2, null)))
        .allMatch(wait -> !wait.isNegative() && wait.compareTo(Duration.ofMillis(200)) <= 0)
        .anyMatch(wait -> wait.compareTo(Duration.ofMillis(20)) < 0)
        .anyMatch(wait -> wait.compareTo(Duration.ofMillis(180)) > 0);
  }

  @Test
  void neverWaitsLessThanTheProviderAsks() {
    Backoff backoff = new Backoff(RETRY, new Random(1));

    assertThat(IntStream.range(0, 100))
        .allMatch(
            i -> backoff.after(1, Duration.ofSeconds(7)).compareTo(Duration.ofSeconds(7)) >= 0);
  }

  private static Retry retry(String backoff) {
    return WorkBench.partner(
            "retry: {max_attempts: 5, backoff: %s, initial_ms: 100, max_ms: 300}"
                .formatted(backoff))
        .retry();
  }
}
