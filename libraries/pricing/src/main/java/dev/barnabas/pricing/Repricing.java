package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a call would have cost by another price book, as the difference to what its events come to.
 * Pure: the same call and book give the same difference, and after the difference is metered, none.
 *
 * <p>What the provider bills may rise or fall. What the tenant is charged follows it where its
 * price does, but never above what it was charged at first: that was within its hold, and what a
 * provider bills beyond a hold is not the tenant's.
 */
public final class Repricing {

  private Repricing() {}

  /** What becomes of a call. */
  public sealed interface Repriced {

    /**
     * Another cost or charge.
     *
     * @param lines the difference by meter; they sum to {@code cost}
     * @param cost what the provider bills, more or less
     * @param firstPrice whether the call had no price before
     * @param charge what the tenant is charged, more or less
     * @param uncharged by how much the tenant's price is above what it may be charged; 0 or more
     */
    record Changed(
        List<Difference> lines,
        BigDecimal cost,
        boolean firstPrice,
        BigDecimal charge,
        BigDecimal uncharged)
        implements Repriced {
      public Changed {
        lines = List.copyOf(lines);
        requireNonNull(cost, "cost");
        requireNonNull(charge, "charge");
        requireNonNull(uncharged, "uncharged");
      }
    }

    /** The book makes no difference. */
    record Same() implements Repriced {}

    /**
     * The book cannot say.
     *
     * @param reason why
     */
    record Kept(Reason reason) implements Repriced {
      public Kept {
        requireNonNull(reason, "reason");
      }
    }
  }

  /** Why a call keeps its price. */
  public enum Reason {
    /** No usage of the call is known: it failed before, or its end is unknown. */
    NO_USAGE,
    /** The book has no price for the model, or not at its service tier, at that time. */
    UNPRICED,
    /** The book's price is in another currency. */
    OTHER_CURRENCY,
    /** A quantity is no whole number, or of a meter that is not priced per token or request. */
    OTHER_METER
  }

  /**
   * The difference of one meter.
   *
   * @param meter the meter
   * @param unitPrice the book's price of one; absent where the meter is no longer charged
   * @param cost what it costs, more or less
   * @param listUnitPrice the book's list price of one, where {@code unitPrice} is a contracted one
   * @param listCost what it costs by the list, more or less; absent where no contract is or was
   *     involved, and it is the same as {@code cost}
   */
  public record Difference(
      String meter,
      @Nullable BigDecimal unitPrice,
      BigDecimal cost,
      @Nullable BigDecimal listUnitPrice,
      @Nullable BigDecimal listCost) {
    public Difference {
      requireNonNull(meter, "meter");
      requireNonNull(cost, "cost");
    }

    /** A difference without a contract. */
    public Difference(String meter, @Nullable BigDecimal unitPrice, BigDecimal cost) {
      this(meter, unitPrice, cost, null, null);
    }
  }

  /**
   * Prices a call again.
   *
   * @param book the other book
   * @param tenantPrice what the tenant pays; absent where it is not known: its charge then stays
   */
  public static Repriced of(MeteredCall call, PriceBook book, @Nullable TenantPrice tenantPrice) {
    if (call.quantities().values().stream().allMatch(quantity -> quantity.signum() == 0)) {
      return new Repriced.Kept(Reason.NO_USAGE);
    }
    if (book.version().equals(call.priceBookVersion()) && call.providerCost() != null) {
      return new Repriced.Same();
    }
    var usage = usage(call);
    if (usage.isEmpty()) {
      return new Repriced.Kept(Reason.OTHER_METER);
    }
    var price = book.priceOf(call.partner(), call.model(), call.calledAt());
    var cost = UsageLines.providerCost(usage.get(), price);
    if (cost == null) {
      return new Repriced.Kept(Reason.UNPRICED);
    }
    if (!cost.currency().equals(call.currency())) {
      return new Repriced.Kept(Reason.OTHER_CURRENCY);
    }
    return compared(
        call,
        cost,
        differences(call, usage.get(), price),
        charge(call, usage.get(), price, tenantPrice));
  }

  private static Repriced compared(
      MeteredCall call, Money cost, List<Difference> lines, Charge charge) {
    var before = call.providerCost();
    var difference = before == null ? cost.amount() : cost.amount().subtract(before);
    boolean same = before != null && difference.signum() == 0 && charge.difference.signum() == 0;
    return same && lines.isEmpty()
        ? new Repriced.Same()
        : new Repriced.Changed(
            lines, difference, before == null, charge.difference, charge.uncharged);
  }

  /** The meters that cost another amount, in truth or by the list. */
  private static List<Difference> differences(MeteredCall call, Usage usage, PriceLookup price) {
    var costs = new TreeMap<String, UsageLine>();
    UsageLines.of(usage, price).forEach(line -> costs.put(line.meter(), line));
    var differences = new ArrayList<Difference>();
    for (var line : costs.values()) {
      var before = call.costs().getOrDefault(line.meter(), BigDecimal.ZERO);
      var now = requireNonNull(line.cost(), "a priced line has a cost");
      var saved = requireNonNullElse(line.listCost(), now).subtract(now);
      add(
          differences,
          line.meter(),
          line,
          now.subtract(before),
          saved.subtract(saving(call, line.meter())));
    }
    call.costs()
        .forEach((meter, before) -> {
          if (!costs.containsKey(meter)) {
            add(differences, meter, null, before.negate(), saving(call, meter).negate());
          }
        });
    return differences;
  }

  private static BigDecimal saving(MeteredCall call, String meter) {
    return call.savings().getOrDefault(meter, BigDecimal.ZERO);
  }

  private static void add(
      List<Difference> differences,
      String meter,
      @Nullable UsageLine line,
      BigDecimal cost,
      BigDecimal saving) {
    if (cost.signum() == 0 && saving.signum() == 0) {
      return;
    }
    var listUnitPrice = line == null ? null : line.listUnitPrice();
    boolean isListed = listUnitPrice != null || saving.signum() != 0;
    differences.add(
        new Difference(
            meter,
            line == null ? null : line.unitPrice(),
            cost,
            listUnitPrice,
            isListed ? cost.add(saving) : null));
  }

  private record Charge(BigDecimal difference, BigDecimal uncharged) {
    static final Charge NONE = new Charge(BigDecimal.ZERO, BigDecimal.ZERO);
  }

  private static Charge charge(
      MeteredCall call, Usage usage, PriceLookup price, @Nullable TenantPrice tenantPrice) {
    boolean isCharged = call.ceiling().signum() > 0;
    if (!isCharged || tenantPrice == null || tenantPrice.costPerToken() != null) {
      return Charge.NONE;
    }
    var full = tenantPrice.charge(usage, price);
    if (full == null || !full.currency().equals(call.currency())) {
      return Charge.NONE;
    }
    var charged = full.amount().min(call.ceiling());
    return new Charge(charged.subtract(call.charge()), full.amount().subtract(charged));
  }

  /** The call's usage, in the inclusive form; empty if a meter is not one of ours. */
  private static Optional<Usage> usage(MeteredCall call) {
    var counts = new TreeMap<String, Long>();
    for (var quantity : call.quantities().entrySet()) {
      var meter = quantity.getKey();
      boolean known = Meters.TOKENS.contains(meter) || meter.equals(Meters.REQUEST);
      if (!known || !isCount(quantity.getValue())) {
        return Optional.empty();
      }
      counts.put(meter, quantity.getValue().longValueExact());
    }
    return Optional.of(usage(counts, call.tier()));
  }

  private static Usage usage(Map<String, Long> counts, @Nullable ServiceTier tier) {
    long cached = counts.getOrDefault(Meters.CACHED_INPUT, 0L);
    long writeShort = counts.getOrDefault(Meters.CACHE_WRITE_SHORT, 0L);
    long writeLong = counts.getOrDefault(Meters.CACHE_WRITE_LONG, 0L);
    long reasoning = counts.getOrDefault(Meters.REASONING, 0L);
    var modalities =
        new Modalities(
            counts.getOrDefault(Meters.AUDIO_INPUT, 0L),
            counts.getOrDefault(Meters.IMAGE_INPUT, 0L),
            counts.getOrDefault(Meters.AUDIO_OUTPUT, 0L));
    long inCache = cached + writeShort + writeLong;
    return new Usage(
        counts.getOrDefault(Meters.INPUT, 0L) + inCache + modalities.input(),
        counts.getOrDefault(Meters.OUTPUT, 0L) + reasoning + modalities.audioOutput(),
        cached,
        writeShort,
        writeLong,
        reasoning,
        Measure.PROVIDER_REPORTED,
        tier == null ? ServiceTier.STANDARD : tier,
        modalities,
        List.of());
  }

  private static boolean isCount(BigDecimal quantity) {
    return quantity.signum() >= 0
        && quantity.stripTrailingZeros().scale() <= 0
        && quantity.compareTo(BigDecimal.valueOf(Usage.MAX_TOKENS / Meters.TOKENS.size())) <= 0;
  }
}
