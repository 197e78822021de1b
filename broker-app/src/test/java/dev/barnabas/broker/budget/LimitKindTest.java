package dev.barnabas.broker.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitKindTest {
  @ParameterizedTest
  @CsvSource({
    "TOKENS_PER_MONTH, 2026-01-31T23:59:59.999999999Z, 2026-01",
    "TOKENS_PER_MONTH, 2026-02-01T00:00:00Z, 2026-02",
    "MONEY_PER_MONTH, 2026-12-31T23:59:59.999Z, 2026-12",
    "MONEY_PER_MONTH, 2027-01-01T00:00:00Z, 2027-01",
    "TOKENS_PER_DAY, 2028-02-28T23:59:59.999Z, 2028-02-28",
    "TOKENS_PER_DAY, 2028-02-29T00:00:00Z, 2028-02-29",
    "MONEY_PER_DAY, 2028-02-29T23:59:59.999Z, 2028-02-29",
    "TOKENS_PER_MINUTE, 2026-01-31T23:59:59.999Z, 2026-01-31T23:59",
    "TOKENS_PER_MINUTE, 2026-02-01T00:00:00Z, 2026-02-01T00:00",
    "REQUESTS_PER_MINUTE, 2026-03-29T01:30:00Z, 2026-03-29T01:30",
    "CALLS_IN_FLIGHT, 2026-01-31T23:59:59Z, -"
  })
  void endsItsWindowsInUtc(LimitKind kind, Instant at, String window) {
    assertThat(kind.windowId(at)).isEqualTo(window);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsWord(LimitKind kind) {
    assertThat(LimitKind.ofWord(kind.word())).isEqualTo(kind);
    assertThat(kind.word()).matches("[a-z_]+");
  }

  @Test
  void waitsOnlyForWindowsThatSoonHaveRoomAgain() {
    assertThat(LimitKind.values())
        .filteredOn(LimitKind::waits)
        .containsExactly(
            LimitKind.TOKENS_PER_MINUTE, LimitKind.REQUESTS_PER_MINUTE, LimitKind.CALLS_IN_FLIGHT);
  }

  @Test
  void settlesNothingForACallThatIsNoLongerOpen() {
    assertThat(LimitKind.CALLS_IN_FLIGHT.reserves(9, BigDecimal.TEN)).isOne();
    assertThat(LimitKind.CALLS_IN_FLIGHT.settles(9, BigDecimal.TEN)).isZero();
  }
}
