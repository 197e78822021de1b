package dev.barnabas.cli.statement;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.ledger.Sums;
import java.time.YearMonth;
import java.util.Comparator;

/**
 * What some events correct, apart from the usage of the month.
 *
 * @param key which events
 * @param sums what they come to, each with its sign
 */
public record Correction(Key key, Sums sums) {
  /**
   * Which events; sorted by its parts in their order.
   *
   * @param chargePeriod the month that they are about
   * @param kind REVERSAL or ADJUSTMENT; USAGE for a call of an earlier month that came to light
   *     late
   * @param partnerId the partner
   * @param model the partner's name of the model
   * @param priceBook the version that priced them; {@code -} for none
   */
  public record Key(
      YearMonth chargePeriod, String kind, String partnerId, String model, String priceBook)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        comparing(Key::chargePeriod)
            .thenComparing(Key::kind)
            .thenComparing(Key::partnerId)
            .thenComparing(Key::model)
            .thenComparing(Key::priceBook);

    public Key {
      requireNonNull(chargePeriod, "chargePeriod");
      requireNonNull(kind, "kind");
      requireNonNull(partnerId, "partnerId");
      requireNonNull(model, "model");
      requireNonNull(priceBook, "priceBook");
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  public Correction {
    requireNonNull(key, "key");
    requireNonNull(sums, "sums");
  }
}
