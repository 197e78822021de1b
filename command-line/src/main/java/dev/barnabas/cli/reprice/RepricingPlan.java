package dev.barnabas.cli.reprice;

import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.Repricing;
import dev.barnabas.pricing.Repricing.Reason;
import dev.barnabas.pricing.Repricing.Repriced;
import dev.barnabas.pricing.TenantPrice;
import dev.barnabas.schemas.UsageEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a price book changes in a month: the differences, call by call and in sum. Immutable. */
public final class RepricingPlan {
  private final List<Correction> corrections;
  private final SortedMap<Account, Sum> sums;
  private final Map<Reason, Long> kept;
  private final long same;

  /**
   * Whose differences.
   *
   * @param tenantId the tenant
   * @param currency of the amounts
   */
  public record Account(String tenantId, String currency) implements Comparable<Account> {
    @Override
    public int compareTo(Account other) {
      int order = tenantId.compareTo(other.tenantId);
      return order == 0 ? currency.compareTo(other.currency) : order;
    }
  }

  /**
   * Differences in sum.
   *
   * @param calls with a difference
   * @param cost what providers bill, more or less
   * @param charge what the tenant is charged, more or less
   * @param uncharged by how much its prices are above what it may be charged
   */
  public record Sum(long calls, BigDecimal cost, BigDecimal charge, BigDecimal uncharged) {
    static final Sum NONE = new Sum(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Sum plus(Repriced.Changed changed) {
      return new Sum(
          calls + 1,
          cost.add(changed.cost()),
          charge.add(changed.charge()),
          uncharged.add(changed.uncharged()));
    }
  }

  /**
   * One call that is corrected.
   *
   * @param standing the event that says what was used
   * @param partition where its events are
   * @param earlier how many corrections tools wrote before
   * @param changed the difference
   */
  public record Correction(
      UsageEvent standing, int partition, int earlier, Repriced.Changed changed) {}

  private RepricingPlan(
      List<Correction> corrections,
      SortedMap<Account, Sum> sums,
      Map<Reason, Long> kept,
      long same) {
    this.corrections = List.copyOf(corrections);
    this.sums = Collections.unmodifiableSortedMap(sums);
    this.kept = Collections.unmodifiableMap(kept);
    this.same = same;
  }

  /**
   * Prices every call of a month again.
   *
   * @param book the other book
   * @param prices what the tenant of an event pays; null where it is not known
   */
  public static RepricingPlan of(
      MonthLedger month, PriceBook book, Function<UsageEvent, @Nullable TenantPrice> prices) {
    List<Correction> corrections = new ArrayList<>();
    SortedMap<Account, Sum> sums = new TreeMap<>();
    Map<Reason, Long> kept = new EnumMap<>(Reason.class);
    long same = 0;
    for (LedgerCall call : month.calls()) {
      UsageEvent standing = call.standing().orElse(null);
      if (standing == null) {
        continue;
      }
      switch (Repricing.of(call.metered().orElseThrow(), book, prices.apply(standing))) {
        case Repriced.Same _ -> same++;
        case Repriced.Kept(Reason reason) -> kept.merge(reason, 1L, Long::sum);
        case Repriced.Changed changed -> {
          corrections.add(new Correction(standing, call.partition(), call.corrections(), changed));
          sums.merge(
              new Account(standing.getTenantId(), standing.getCurrency()),
              Sum.NONE.plus(changed),
              (sum, _) -> sum.plus(changed));
        }
      }
    }
    return new RepricingPlan(corrections, sums, kept, same);
  }

  /** The calls that are corrected, in the order of their events. */
  public List<Correction> corrections() {
    return corrections;
  }

  /** The differences by tenant and currency. */
  public SortedMap<Account, Sum> sums() {
    return sums;
  }

  /** How many calls the book cannot price, and why. */
  public Map<Reason, Long> kept() {
    return kept;
  }

  /** How many calls cost the same. */
  public long same() {
    return same;
  }
}
