package dev.barnabas.metering.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.metering.anomalies.Baseline;
import dev.barnabas.metering.anomalies.CoolDown;
import dev.barnabas.metering.anomalies.Evidence;
import dev.barnabas.metering.anomalies.Run;
import dev.barnabas.metering.anomalies.Watched;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WatchedStateTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:16:00.123Z");

  static final List<Evidence> EVIDENCE =
      List.of(
          new Evidence.Step(
              new Baseline(1_234, 5.99, 0.0625), new Run(3.25, 7, 1.5), new Run(0.5, 1, 0.2)),
          new Evidence.Share(99, 0.02, new Run(7, 5, 4)),
          new Evidence.Versions(
              List.of(new Evidence.Versions.Seen("v1", 10), new Evidence.Versions.Seen("v2", 3))),
          new Evidence.Month(
              YearMonth.of(2026, 11), AT, new BigDecimal("12.345678901234567890"), 9, 8, 7));

  private static Watched watched(Evidence evidence) {
    return new Watched(
        AT,
        new TreeMap<>(
            Map.of("TOKEN_DRIFT", new CoolDown(AT, 2), "X/money_per_month", new CoolDown(AT, 0))),
        evidence);
  }

  @ParameterizedTest
  @FieldSource("EVIDENCE")
  void isReadAsItWasWritten(Evidence evidence) {
    byte[] state = WatchedState.encode(watched(evidence));

    assertThat(WatchedState.decode(state)).isEqualTo(watched(evidence));
    assertThat(WatchedState.touchedAt(state)).isEqualTo(AT.toEpochMilli());
  }

  @ParameterizedTest
  @FieldSource("EVIDENCE")
  void refusesAVersionThatItDoesNotKnow(Evidence evidence) {
    byte[] state = WatchedState.encode(watched(evidence));
    state[0] = 9;

    assertThatThrownBy(() -> WatchedState.decode(state))
        .isInstanceOf(StreamsException.class)
        .hasMessageContaining("metering-anomalies");
  }
}
