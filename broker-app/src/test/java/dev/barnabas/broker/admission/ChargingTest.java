package dev.barnabas.broker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.LimitKind;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChargingTest {
  private static final Limit TOKENS = limit(LimitKind.TOKENS_PER_MONTH, "5", true);
  private static final Limit DAY = limit(LimitKind.MONEY_PER_DAY, "5", true);
  private static final Limit MONTH = limit(LimitKind.MONEY_PER_MONTH, "5", true);
  private static final Limit SHADOWED = limit(LimitKind.MONEY_PER_DAY, "5", false);

  private static Limit limit(LimitKind kind, String value, boolean enforced) {
    return new Limit("tenant", kind, new BigDecimal(value), enforced);
  }

  @Test
  void takesTheFirstEnforcedLimitOnMoneyAsTheOneThatNeedsAPrice() {
    assertThat(Charging.moneyLimit(List.of(TOKENS, SHADOWED, MONTH, DAY))).contains(MONTH);
    assertThat(Charging.moneyLimit(List.of(DAY))).contains(DAY);
    assertThat(Charging.moneyLimit(List.of(TOKENS, SHADOWED))).isEmpty();
  }

  @Test
  void leavesOutOfTheShadowedOnesWhatIsEnforcedCountsNoMoneyOrBoundsNothing() {
    Limit endless = new Limit("tenant", LimitKind.MONEY_PER_MONTH, Limit.NO_BOUND, false);
    Limit tokens = limit(LimitKind.TOKENS_PER_DAY, "5", false);

    assertThat(Charging.shadowedMoneyLimits(List.of(MONTH, SHADOWED, endless, tokens)))
        .containsExactly(SHADOWED);
  }
}
