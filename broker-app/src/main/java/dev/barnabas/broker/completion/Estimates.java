package dev.barnabas.broker.completion;

import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.FactorKey;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * Compares what a call used with what was held for it. More is our cost and an alert. A prompt that
 * was counted above its upper bound raises the safety factor of that model, in this partition, for
 * the holds to come. It never falls again, until another factor is configured.
 */
final class Estimates {
  /** As much as can be configured; a provider that counts wildly does not shut its tenants out. */
  static final BigDecimal LARGEST = BigDecimal.TEN;

  private static final int SCALE = 4;

  private Estimates() {}

  /** A call has ended with this usage, of which so many tokens are charged. */
  static void compare(
      Unit unit, RequestState state, Attempt attempt, Usage usage, long chargedTokens) {
    RoutePlan.Link link = state.route().chain().get(attempt.link());
    BigDecimal factor = raised(unit, attempt, link, usage);
    if (usage.totalTokens() <= chargedTokens) {
      return;
    }
    unit.emit(
        new Output.Alarm(
            state.key().tenantId(),
            "ESTIMATE_EXCEEDED",
            "WARNING",
            link.partnerId() + "/" + link.model(),
            Map.of(
                "tokens", Long.toString(usage.totalTokens()),
                "held", Long.toString(chargedTokens),
                "safetyFactor", factor.toPlainString()),
            "a call used more than its hold; the rest is our cost"));
  }

  private static BigDecimal raised(Unit unit, Attempt attempt, RoutePlan.Link link, Usage usage) {
    FactorKey key = FactorKey.of(link);
    BigDecimal before = unit.learnedFactor(key).orElse(link.tokenBound().safetyFactor());
    long bound = attempt.promptTokens();
    if (usage.measure() != Measure.PROVIDER_REPORTED || bound < 1 || usage.inputTokens() <= bound) {
      return before;
    }
    BigDecimal after =
        before
            .multiply(BigDecimal.valueOf(usage.inputTokens()))
            .divide(BigDecimal.valueOf(bound), SCALE, RoundingMode.CEILING)
            .min(LARGEST.max(before));
    unit.learn(key, after);
    return after;
  }
}
