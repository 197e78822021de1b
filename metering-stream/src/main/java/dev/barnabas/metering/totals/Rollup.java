package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums cells into the totals of some dimensions. Currencies and charge periods are never mixed, nor
 * windows: the caller adds cells of one window size, or it counts events more than once. One
 * thread.
 */
public final class Rollup {

  private static final Comparator<String> ABSENT_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private final List<Dimension> dimensions;
  private final boolean byStart;
  private final SortedMap<Group, Totals> sums = new TreeMap<>();

  /**
   * What a sum is about. It sorts by window start, then its values in the order of the dimensions.
   *
   * @param windowStart the windows that were summed; absent where all of them were
   * @param values by dimension; absent values for cells that name none
   * @param chargePeriod the month of the holds
   * @param currency of the amounts
   */
  public record Group(
      @Nullable String windowStart,
      List<@Nullable String> values,
      YearMonth chargePeriod,
      String currency)
      implements Comparable<Group> {

    public Group {
      // No List.copyOf: a value may be absent.
      values = Collections.unmodifiableList(new ArrayList<>(values));
      requireNonNull(chargePeriod, "chargePeriod");
      requireNonNull(currency, "currency");
    }

    @Override
    @SuppressWarnings("NullAway") // ABSENT_FIRST takes null.
    public int compareTo(Group other) {
      int order = ABSENT_FIRST.compare(windowStart, other.windowStart);
      for (int i = 0; order == 0 && i < values.size(); i++) {
        order = ABSENT_FIRST.compare(values.get(i), other.values.get(i));
      }
      order = order == 0 ? chargePeriod.compareTo(other.chargePeriod) : order;
      return order == 0 ? currency.compareTo(other.currency) : order;
    }
  }

  /**
   * A roll-up of nothing yet.
   *
   * @param dimensions what to keep apart; none for one sum per charge period and currency
   * @param byStart whether to keep windows apart
   */
  public Rollup(Set<Dimension> dimensions, boolean byStart) {
    this.dimensions = dimensions.stream().sorted().toList();
    this.byStart = byStart;
  }

  /** Adds a cell. */
  public void add(TotalsKey key, Totals totals) {
    var values = new ArrayList<@Nullable String>();
    dimensions.forEach(dimension -> values.add(dimension.valueIn(key)));
    var group =
        new Group(byStart ? key.windowStart() : null, values, key.chargePeriod(), key.currency());
    sums.merge(group, totals, Totals::plus);
  }

  /** The dimensions that are kept apart, in the order of the values of a {@link Group}. */
  public List<Dimension> dimensions() {
    return dimensions;
  }

  /** The values of a group by their dimension. */
  public Map<Dimension, @Nullable String> named(Group group) {
    var named = new EnumMap<Dimension, @Nullable String>(Dimension.class);
    for (int i = 0; i < dimensions.size(); i++) {
      named.put(dimensions.get(i), group.values().get(i));
    }
    return named;
  }

  /** The sums so far, in order. */
  public SortedMap<Group, Totals> sums() {
    return Collections.unmodifiableSortedMap(sums);
  }
}
