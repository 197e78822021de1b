package dev.barnabas.metering.anomalies;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.anomalies.Evidence.Month;
import dev.barnabas.metering.anomalies.Verdict.Learning;
import dev.barnabas.metering.anomalies.Verdict.Sign;
import dev.barnabas.metering.anomalies.Verdict.Steady;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums a tenant's month up and looks ahead to its end.
 *
 * <p>What will be taken = what was taken + what was taken / time since the tenant's first event of
 * the month × time until the month ends. It is compared with the limit once that time is at least
 * {@code after}. All events count, corrections too; those of another month than the newest do not.
 *
 * @param limits who knows the limits; absent where no overrun is projected
 * @param after how much of a month is seen before its end is projected
 * @param unpricedCalls how many calls without a price are told; 0 for never
 */
public record MonthPolicy(MonthLimits.@Nullable Source limits, Duration after, int unpricedCalls) {

  private static final int DECIMALS = 6;

  public MonthPolicy {
    requireNonNull(after, "after");
    if (!after.isPositive() || unpricedCalls < 0) {
      throw new IllegalArgumentException("after must be positive, unpricedCalls not negative");
    }
  }

  /** Whether there is anything to look for. */
  boolean looksForSomething() {
    return limits != null || unpricedCalls > 0;
  }

  /**
   * Looks at the next event of a tenant.
   *
   * @param before what is remembered; null for nothing
   * @param at when the event was appended
   */
  Verdict<Month> observe(@Nullable Month before, Observation seen, Instant at) {
    if (before != null && seen.chargePeriod().isBefore(before.month())) {
      return new Steady<>(before);
    }
    var base =
        before == null || seen.chargePeriod().isAfter(before.month())
            ? new Month(seen.chargePeriod(), at, BigDecimal.ZERO, 0, 0, 0)
            : before;
    var next =
        new Month(
            base.month(),
            base.since(),
            base.charge().add(seen.tenantCharge()),
            Math.addExact(base.tokens(), seen.tokensCharged()),
            Math.addExact(base.calls(), seen.calls()),
            Math.addExact(base.unpricedCalls(), seen.unpricedCalls()));
    var signs = new ArrayList<Sign>();
    if (unpricedCalls > 0 && seen.unpricedCalls() > 0 && next.unpricedCalls() >= unpricedCalls) {
      signs.add(unpriced(next));
    }
    boolean early = Duration.between(next.since(), at).compareTo(after) < 0;
    if (!early && YearMonth.from(at.atZone(UTC)).equals(next.month())) {
      overruns(next, seen, at, signs);
    }
    if (!signs.isEmpty()) {
      return new Unusual<>(next, signs);
    }
    return early ? new Learning<>(next) : new Steady<>(next);
  }

  private Sign unpriced(Month month) {
    var numbers =
        new Numbers()
            .with("observed", month.unpricedCalls())
            .with("threshold", unpricedCalls)
            .with("baseline", 0)
            .with("samples", month.calls())
            .with("window", month.month().toString());
    return new Sign(
        AnomalyKind.UNPRICED_USAGE,
        "",
        numbers.map(),
        "no price is known for calls of the month; their cost is in no total");
  }

  private void overruns(Month month, Observation seen, Instant at, List<Sign> signs) {
    if (limits == null) {
      return;
    }
    var limit = limits.of(seen.tenantId(), seen.currency());
    var money = limit.money();
    var tokens = limit.tokens();
    if (money != null) {
      overrun("money_per_month", money, month.charge(), month, at, signs);
    }
    if (tokens != null) {
      overrun(
          "tokens_per_month",
          BigDecimal.valueOf(tokens),
          BigDecimal.valueOf(month.tokens()),
          month,
          at,
          signs);
    }
  }

  private static void overrun(
      String detail,
      BigDecimal limit,
      BigDecimal taken,
      Month month,
      Instant at,
      List<Sign> signs) {
    var seconds = BigDecimal.valueOf(Duration.between(month.since(), at).toSeconds());
    var end = month.month().plusMonths(1).atDay(1).atStartOfDay(UTC).toInstant();
    var left = BigDecimal.valueOf(Duration.between(at, end).toSeconds());
    var projected =
        taken
            .add(taken.multiply(left).divide(seconds, MathContext.DECIMAL128))
            .setScale(DECIMALS, RoundingMode.HALF_UP);
    if (taken.signum() <= 0 || projected.compareTo(limit) <= 0) {
      return;
    }
    var reached = limit.subtract(taken).multiply(seconds).divide(taken, MathContext.DECIMAL128);
    var numbers =
        new Numbers()
            .with("observed", projected)
            .with("threshold", limit)
            .with("baseline", taken)
            .with("samples", month.calls())
            .with("window", seconds.toPlainString() + "s")
            .with("reachedAt", at.plusSeconds(Math.max(0, reached.longValue())).toString());
    signs.add(
        new Sign(
            AnomalyKind.PROJECTED_OVERRUN,
            detail,
            numbers.map(),
            "at the rate so far, the tenant reaches its limit before the month ends"));
  }
}
