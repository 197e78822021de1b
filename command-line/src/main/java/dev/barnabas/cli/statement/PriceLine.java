package dev.barnabas.cli.statement;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Objects.requireNonNull;

import dev.barnabas.pricing.Meters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a statement: all that was used of one meter at one price.
 *
 * @param key what was used, and its price
 * @param events how many events it sums
 * @param quantity how many, of the meter
 * @param cost what the provider bills for it; absent where no price is known, never zero for that
 */
public record PriceLine(Key key, long events, BigDecimal quantity, @Nullable BigDecimal cost) {
  /** Stands for what an event bills beyond its lines. */
  public static final String BEYOND_LINES = "-";

  /** Stands for a service tier that no event names. */
  public static final String NO_TIER = "-";

  private static final List<String> METERS = meters();

  /**
   * What a line is about; sorted by partner, model, service tier, meter, measure and price.
   *
   * @param partnerId the partner
   * @param model the partner's name of the model
   * @param serviceTier standard, batch and so on; {@value #NO_TIER} for none
   * @param meter what was counted, of capacity with its name; {@value #BEYOND_LINES} for what is on
   *     no line
   * @param measure who counted
   * @param unitPrice the provider's price of one; absent where none is known
   */
  public record Key(
      String partnerId,
      String model,
      String serviceTier,
      String meter,
      String measure,
      @Nullable BigDecimal unitPrice)
      implements Comparable<Key> {
    @SuppressWarnings("NullAway") // nullsLast takes null.
    private static final Comparator<Key> ORDER =
        comparing(Key::partnerId)
            .thenComparing(Key::model)
            .thenComparing(Key::serviceTier)
            .thenComparingInt(key -> place(key.meter))
            .thenComparing(Key::meter)
            .thenComparing(Key::measure)
            .thenComparing(Key::unitPrice, nullsLast(naturalOrder()));

    public Key {
      requireNonNull(partnerId, "partnerId");
      requireNonNull(model, "model");
      requireNonNull(serviceTier, "serviceTier");
      requireNonNull(meter, "meter");
      requireNonNull(measure, "measure");
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  public PriceLine {
    requireNonNull(key, "key");
    requireNonNull(quantity, "quantity");
  }

  /** This and more of the same. */
  PriceLine plus(PriceLine other) {
    BigDecimal more = other.cost;
    return new PriceLine(
        key,
        events + other.events,
        quantity.add(other.quantity),
        cost == null || more == null ? null : cost.add(more));
  }

  private static int place(String meter) {
    int place = METERS.indexOf(meter);
    return place < 0 ? METERS.size() : place;
  }

  private static List<String> meters() {
    List<String> all = new ArrayList<>(Meters.TOKENS);
    all.add(Meters.REQUEST);
    return List.copyOf(all);
  }
}
