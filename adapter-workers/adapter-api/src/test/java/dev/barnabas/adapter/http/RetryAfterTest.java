package dev.barnabas.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void readsSeconds() {
    assertThat(parse("7")).contains(Duration.ofSeconds(7));
    assertThat(parse(" 0 ")).contains(Duration.ZERO);
    assertThat(parse("1.5")).contains(Duration.ofMillis(1500));
  }

  @Test
  void readsAnHttpDate() {
    assertThat(parse("Fri, 20 Nov 2026 12:00:30 GMT")).contains(Duration.ofSeconds(30));
  }

  @Test
  void takesADateGoneByAsNoWait() {
    assertThat(parse("Fri, 20 Nov 2026 11:00:00 GMT")).contains(Duration.ZERO);
  }

  @Test
  void believesNoWaitBeyondAnHour() {
    assertThat(parse("1000000000")).contains(RetryAfter.MAX);
    assertThat(parse("99999999999999999999999999")).contains(RetryAfter.MAX);
    assertThat(parse("Fri, 20 Nov 2099 12:00:00 GMT")).contains(RetryAfter.MAX);
  }

  @Test
  void ignoresWhatItCannotRead() {
    assertThat(parse("")).isEmpty();
    assertThat(parse("-5")).isEmpty();
    assertThat(parse("soon")).isEmpty();
    assertThat(RetryAfter.parse(Optional.empty(), NOW)).isEmpty();
  }

  @Test
  void prefersMilliseconds() {
    ResponseHeaders headers =
        new ResponseHeaders(Map.of("Retry-After", List.of("9"), "retry-after-ms", List.of("250")));

    assertThat(RetryAfter.of(headers, NOW)).contains(Duration.ofMillis(250));
  }

  private static Optional<Duration> parse(String header) {
    return RetryAfter.parse(Optional.of(header), NOW);
  }
}
