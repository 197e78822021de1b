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
 * What every partner charges for every model, by the instant from which each price holds.
 * Immutable; any thread may use it.
 *
 * <p>Its SHA-256 is over a canonical form of the entries, so that two books with the same prices
 * have the same hash, whatever the order of their entries or the trailing zeros of their decimals.
 * The version is not part of it.
 */
public final class PriceBook {

  private static final int VERSION_DIGITS = 12;
  private static final Comparator<PriceEntry> CANONICAL_ORDER =
      Comparator.comparing(PriceEntry::partner)
          .thenComparing(PriceEntry::model)
          .thenComparing(PriceEntry::effectiveFrom);

  private final String version;
  private final String sha256;
  private final List<PriceEntry> entries;
  private final Map<PricedModel, NavigableMap<Instant, PriceEntry>> byModel;

  private record PricedModel(String partner, String model) {}

  private PriceBook(String version, String sha256, List<PriceEntry> entries) {
    this.version = version;
    this.sha256 = sha256;
    this.entries = entries;
    this.byModel = index(entries);
  }

  /** A book without a price: everything is unpriced. */
  public static PriceBook empty() {
    return of(List.of());
  }

  /**
   * A book whose version is the first {@value #VERSION_DIGITS} digits of its hash.
   *
   * @throws IllegalArgumentException if two entries of one model hold at the same instant
   */
  public static PriceBook of(List<PriceEntry> entries) {
    var sorted = sorted(entries);
    var sha256 = CanonicalForm.sha256(sorted);
    return new PriceBook(sha256.substring(0, VERSION_DIGITS), sha256, sorted);
  }

  /**
   * A book with a version that its owner gave.
   *
   * @throws IllegalArgumentException if the version is blank or two entries of one model hold at
   *     the same instant
   */
  public static PriceBook of(String version, List<PriceEntry> entries) {
    if (requireNonNull(version, "version").isBlank()) {
      throw new IllegalArgumentException("the price book's version is blank");
    }
    var sorted = sorted(entries);
    return new PriceBook(version, CanonicalForm.sha256(sorted), sorted);
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
        + "]";
  }

  private static List<PriceEntry> sorted(List<PriceEntry> entries) {
    var sorted = new ArrayList<>(entries);
    sorted.sort(CANONICAL_ORDER);
    return List.copyOf(sorted);
  }

  private static Map<PricedModel, NavigableMap<Instant, PriceEntry>> index(
      List<PriceEntry> sorted) {
    var index = new HashMap<PricedModel, NavigableMap<Instant, PriceEntry>>();
    for (var entry : sorted) {
      var history =
          index.computeIfAbsent(
              new PricedModel(entry.partner(), entry.model()), _ -> new TreeMap<>());
      requireNoOverlap(history, entry);
      history.put(entry.effectiveFrom(), entry);
    }
    return index;
  }

  private static void requireNoOverlap(NavigableMap<Instant, PriceEntry> history, PriceEntry next) {
    var last = history.lastEntry();
    if (last == null) {
      return;
    }
    var earlier = last.getValue();
    var end = earlier.effectiveTo();
    if (earlier.effectiveFrom().equals(next.effectiveFrom())
        || (end != null && end.isAfter(next.effectiveFrom()))) {
      throw new IllegalArgumentException(
          "two prices of %s/%s hold at %s"
              .formatted(next.partner(), next.model(), next.effectiveFrom()));
    }
  }
}
