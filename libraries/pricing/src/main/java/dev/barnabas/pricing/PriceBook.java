package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What every partner charges for every model, by the time in which each price holds. Immutable; any
 * thread may use it.
 *
 * <p>The periods of one model neither overlap nor leave a gap: an entry without an end holds until
 * the next begins; an end is where the next begins, or is the last.
 *
 * <p>Beside the prices stands capacity that is billed whether it is used or not ({@link
 * CapacityCharges}).
 *
 * <p>Its SHA-256 is over a canonical form of the entries, so that two books with the same prices
 * have the same hash, whatever the order of their entries or the trailing zeros of their decimals.
 * The name is not part of it.
 */
public final class PriceBook {

  private static final int VERSION_DIGITS = 12;
  private static final Comparator<PriceEntry> CANONICAL_ORDER =
      Comparator.comparing(PriceEntry::partner)
          .thenComparing(PriceEntry::model)
          .thenComparing(PriceEntry::effectiveFrom);

  private static final Comparator<CapacityEntry> CAPACITY_ORDER =
      Comparator.comparing(CapacityEntry::name).thenComparing(CapacityEntry::effectiveFrom);

  private final String prefix;
  private final String version;
  private final String sha256;
  private final List<PriceEntry> entries;
  private final List<CapacityEntry> capacity;
  private final Map<PricedModel, NavigableMap<Instant, PriceEntry>> byModel = new HashMap<>();

  private record PricedModel(String partner, String model) {
    static PricedModel of(PriceEntry entry) {
      return new PricedModel(entry.partner(), entry.model());
    }
  }

  /**
   * A break in the periods of a model.
   *
   * @param index the place, in the list that was given, of the later of the two entries
   * @param message what is wrong, without saying where
   */
  public record Break(int index, String message) {
    public Break {
      requireNonNull(message, "message");
    }
  }

  private PriceBook(String prefix, List<PriceEntry> given, List<CapacityEntry> givenCapacity) {
    requireNone(breaks(given));
    requireNone(CapacityCharges.overlaps(givenCapacity));
    this.prefix = prefix;
    entries = given.stream().sorted(CANONICAL_ORDER).toList();
    capacity = givenCapacity.stream().sorted(CAPACITY_ORDER).toList();
    sha256 = CanonicalForm.sha256(entries, capacity);
    version = prefix + sha256.substring(0, VERSION_DIGITS);
    for (var entry : entries) {
      byModel
          .computeIfAbsent(PricedModel.of(entry), _ -> new TreeMap<>())
          .put(entry.effectiveFrom(), entry);
    }
  }

  private static void requireNone(List<Break> breaks) {
    if (!breaks.isEmpty()) {
      throw new IllegalArgumentException(breaks.getFirst().message());
    }
  }

  /**
   * A book whose version is the first {@value #VERSION_DIGITS} digits of its hash.
   *
   * @throws IllegalArgumentException if the periods of a model overlap or leave a gap
   */
  public static PriceBook of(List<PriceEntry> entries) {
    return new PriceBook("", entries, List.of());
  }

  /**
   * A book with a name that its owner gave. Its version is that name, {@code @}, and the first
   * {@value #VERSION_DIGITS} digits of its hash: a name that is used again for other prices does
   * not make the same version.
   *
   * @throws IllegalArgumentException if the name is blank, or the periods of a model overlap or
   *     leave a gap
   */
  public static PriceBook named(String name, List<PriceEntry> entries) {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("the price book's name is blank");
    }
    return new PriceBook(name + "@", entries, List.of());
  }

  /**
   * The same prices with capacity that is billed whether it is used or not. It is part of the hash;
   * without any, the hash is that of the prices alone.
   *
   * @throws IllegalArgumentException if two periods of one name overlap; a gap is none
   */
  public PriceBook withCapacity(List<CapacityEntry> billed) {
    return new PriceBook(prefix, entries, billed);
  }

  /** Where the periods of a model overlap or leave a gap; empty for a list that makes a book. */
  public static List<Break> breaks(List<PriceEntry> entries) {
    var order = new ArrayList<Integer>();
    for (int index = 0; index < entries.size(); index++) {
      order.add(index);
    }
    order.sort(Comparator.comparing(entries::get, CANONICAL_ORDER));
    var breaks = new ArrayList<Break>();
    for (int i = 1; i < order.size(); i++) {
      var earlier = entries.get(order.get(i - 1));
      var later = entries.get(order.get(i));
      if (PricedModel.of(earlier).equals(PricedModel.of(later))) {
        compare(order.get(i), earlier, later, breaks);
      }
    }
    return List.copyOf(breaks);
  }

  private static void compare(int index, PriceEntry earlier, PriceEntry later, List<Break> breaks) {
    var end = earlier.effectiveTo();
    var start = later.effectiveFrom();
    var model = later.partner() + "/" + later.model();
    if (earlier.effectiveFrom().equals(start) || (end != null && end.isAfter(start))) {
      breaks.add(new Break(index, "two prices of " + model + " hold at " + start));
    } else if (end != null && end.isBefore(start)) {
      breaks.add(new Break(index, "no price of " + model + " holds from " + end + " to " + start));
    }
  }

  /** The name under which usage events refer to this book. */
  public String version() {
    return version;
  }

  /** SHA-256 over the canonical form, as 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** All entries, sorted by partner, model and effective date. */
  public List<PriceEntry> entries() {
    return entries;
  }

  /** All capacity, sorted by name and effective date. */
  public List<CapacityEntry> capacity() {
    return capacity;
  }

  /**
   * The price that holds at an instant.
   *
   * @param partner the partner's id
   * @param model the partner's own name of the model
   * @param at the instant of the decision, so that a hold and its settlement find the same price
   */
  public PriceLookup priceOf(String partner, String model, Instant at) {
    var history = byModel.get(new PricedModel(partner, model));
    var newest = history == null ? null : history.floorEntry(at);
    return newest != null && newest.getValue().holdsAt(at)
        ? new PriceLookup.Priced(newest.getValue().price())
        : new PriceLookup.Unpriced(partner, model);
  }

  @Override
  public String toString() {
    return "PriceBook[version="
        + version
        + ", sha256="
        + sha256
        + ", entries="
        + entries.size()
        + ", capacity="
        + capacity.size()
        + "]";
  }
}
