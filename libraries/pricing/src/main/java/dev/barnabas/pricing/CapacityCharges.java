package dev.barnabas.pricing;

import static java.time.ZoneOffset.UTC;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What capacity costs in a time, used or not. Pure.
 *
 * <p>The quantity of an entry is the time for which it holds, in its unit (see {@link
 * CapacityUnit}), times how many there are; its cost is the quantity times the price. Both are
 * exact. Entries of one account, unit and price make one line.
 */
public final class CapacityCharges {

  private static final Comparator<CapacityEntry> BY_NAME_AND_START =
      Comparator.comparing(CapacityEntry::name).thenComparing(CapacityEntry::effectiveFrom);

  private CapacityCharges() {}

  /** The lines of a month, UTC, by account; only accounts and lines with a quantity. */
  public static SortedMap<CapacityAccount, List<CapacityLine>> of(PriceBook book, YearMonth month) {
    return of(book.capacity(), start(month), start(month.plusMonths(1)));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(UTC).toInstant();
  }

  /** The same for the time from an instant to a later one. */
  static SortedMap<CapacityAccount, List<CapacityLine>> of(
      List<CapacityEntry> entries, Instant from, Instant until) {
    var sorted = entries.stream().sorted(BY_NAME_AND_START).toList();
    var quantities = new TreeMap<CapacityAccount, SortedMap<CapacityLine.Price, BigDecimal>>();
    for (int i = 0; i < sorted.size(); i++) {
      var entry = sorted.get(i);
      var quantity = quantity(entry, end(sorted, i), from, until);
      if (quantity.signum() > 0) {
        quantities
            .computeIfAbsent(CapacityAccount.of(entry), _ -> new TreeMap<>())
            .merge(
                new CapacityLine.Price(entry.unit().meter(), entry.price()),
                quantity,
                BigDecimal::add);
      }
    }
    return lines(quantities);
  }

  private static BigDecimal quantity(
      CapacityEntry entry, @Nullable Instant end, Instant from, Instant until) {
    var first = entry.effectiveFrom().isAfter(from) ? entry.effectiveFrom() : from;
    var last = end != null && end.isBefore(until) ? end : until;
    return first.isBefore(last)
        ? entry.unit().between(first, last).multiply(entry.quantity())
        : BigDecimal.ZERO;
  }

  /** An entry without an end holds until the next of its name begins. */
  private static @Nullable Instant end(List<CapacityEntry> sorted, int index) {
    var entry = sorted.get(index);
    boolean isLast =
        index + 1 == sorted.size() || !sorted.get(index + 1).name().equals(entry.name());
    return entry.effectiveTo() != null || isLast
        ? entry.effectiveTo()
        : sorted.get(index + 1).effectiveFrom();
  }

  private static SortedMap<CapacityAccount, List<CapacityLine>> lines(
      SortedMap<CapacityAccount, SortedMap<CapacityLine.Price, BigDecimal>> quantities) {
    var lines = new TreeMap<CapacityAccount, List<CapacityLine>>();
    quantities.forEach((account, byPrice) -> {
      var all = CapacityLine.of(byPrice);
      if (!all.isEmpty()) {
        lines.put(account, all);
      }
    });
    return lines;
  }

  /** What is charged and was not before, and the other way round with a negative quantity. */
  public static SortedMap<CapacityAccount, List<CapacityLine>> differences(
      SortedMap<CapacityAccount, List<CapacityLine>> charged,
      SortedMap<CapacityAccount, List<CapacityLine>> before) {
    var quantities = new TreeMap<CapacityAccount, SortedMap<CapacityLine.Price, BigDecimal>>();
    charged.forEach((account, lines) -> lines.forEach(line -> add(quantities, account, line, 1)));
    before.forEach((account, lines) -> lines.forEach(line -> add(quantities, account, line, -1)));
    return lines(quantities);
  }

  private static void add(
      SortedMap<CapacityAccount, SortedMap<CapacityLine.Price, BigDecimal>> quantities,
      CapacityAccount account,
      CapacityLine line,
      int sign) {
    quantities
        .computeIfAbsent(account, _ -> new TreeMap<>())
        .merge(line.price(), line.quantity().multiply(BigDecimal.valueOf(sign)), BigDecimal::add);
  }

  /** Where two periods of one name overlap; empty for a list that makes a book. */
  public static List<PriceBook.Break> overlaps(List<CapacityEntry> entries) {
    var order = new ArrayList<Integer>();
    for (int index = 0; index < entries.size(); index++) {
      order.add(index);
    }
    order.sort(Comparator.comparing(entries::get, BY_NAME_AND_START));
    var overlaps = new ArrayList<PriceBook.Break>();
    for (int i = 1; i < order.size(); i++) {
      var earlier = entries.get(order.get(i - 1));
      var later = entries.get(order.get(i));
      var end = earlier.effectiveTo();
      var start = later.effectiveFrom();
      boolean both = earlier.effectiveFrom().equals(start) || (end != null && end.isAfter(start));
      if (earlier.name().equals(later.name()) && both) {
        overlaps.add(
            new PriceBook.Break(
                order.get(i), "two entries of capacity " + later.name() + " hold at " + start));
      }
    }
    return List.copyOf(overlaps);
  }
}
