package dev.barnabas.cli.prices;

import dev.barnabas.pricing.CapacityEntry;
import dev.barnabas.pricing.ContextTier;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceEntry;
import dev.barnabas.pricing.Rates;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.pricing.TierPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One price that two books do not have in common.
 *
 * @param partner the partner
 * @param model the provider's name of the model
 * @param from when the price begins to hold
 * @param price its words in the file: {@code input}, {@code batch.output}, {@code above
 *     200000.input}, {@code capacity NAME.price}; what is paid by contract after {@code contract.},
 *     whatever is said there
 * @param before per million tokens; null where the earlier book has none
 * @param after the same for the later book
 */
public record PriceBookDifference(
    String partner,
    String model,
    Instant from,
    String price,
    @Nullable String before,
    @Nullable String after) {
  private static final int MILLION = 6;

  private record Place(String partner, String model, Instant from) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::partner).thenComparing(Place::model).thenComparing(Place::from);

    static Place of(PriceEntry entry) {
      return new Place(entry.partner(), entry.model(), entry.effectiveFrom());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Every difference, by partner, model, beginning and price. */
  public static List<PriceBookDifference> between(PriceBook before, PriceBook after) {
    SortedMap<Place, SortedMap<String, String>> old = prices(before);
    SortedMap<Place, SortedMap<String, String>> now = prices(after);
    SortedSet<Place> places = new TreeSet<>(old.keySet());
    places.addAll(now.keySet());
    List<PriceBookDifference> differences = new ArrayList<>();
    for (Place place : places) {
      compare(
          place,
          old.getOrDefault(place, new TreeMap<>()),
          now.getOrDefault(place, new TreeMap<>()),
          differences);
    }
    return List.copyOf(differences);
  }

  private static void compare(
      Place place,
      SortedMap<String, String> old,
      SortedMap<String, String> now,
      List<PriceBookDifference> differences) {
    SortedSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String before = old.get(name);
      String after = now.get(name);
      if (before == null || !before.equals(after)) {
        differences.add(
            new PriceBookDifference(
                place.partner(), place.model(), place.from(), name, before, after));
      }
    }
  }

  private static SortedMap<Place, SortedMap<String, String>> prices(PriceBook book) {
    SortedMap<Place, SortedMap<String, String>> all = new TreeMap<>();
    book.entries().forEach(entry -> all.put(Place.of(entry), prices(entry)));
    book.capacity()
        .forEach(entry ->
            all.computeIfAbsent(
                    new Place(
                        entry.partner(),
                        Objects.requireNonNullElse(entry.model(), "-"),
                        entry.effectiveFrom()),
                    _ -> new TreeMap<>())
                .putAll(capacity(entry)));
    return all;
  }

  private static SortedMap<String, String> capacity(CapacityEntry entry) {
    SortedMap<String, String> words = new TreeMap<>();
    String prefix = "capacity " + entry.name() + ".";
    put(words, prefix + "price", entry.price(), 0);
    put(words, prefix + "quantity", entry.quantity(), 0);
    words.put(prefix + "unit", entry.unit().name().toLowerCase(Locale.ROOT));
    words.put(prefix + "tenant", entry.tenant());
    words.put(prefix + "currency", entry.currency());
    String costCentre = entry.costCentre();
    if (costCentre != null) {
      words.put(prefix + "cost_centre", costCentre);
    }
    Instant end = entry.effectiveTo();
    if (end != null) {
      words.put(prefix + "effective_to", end.toString());
    }
    return words;
  }

  private static SortedMap<String, String> prices(PriceEntry entry) {
    SortedMap<String, String> prices = new TreeMap<>();
    ModelPrice price = entry.price();
    prices.put("currency", price.currency());
    Instant end = entry.effectiveTo();
    if (end != null) {
      prices.put("effective_to", end.toString());
    }
    ModelPrice list = price.list();
    if (list == null) {
      prices(prices, "", price);
    } else {
      prices(prices, "", list);
      prices(prices, "contract.", price);
    }
    return prices;
  }

  private static void prices(SortedMap<String, String> prices, String prefix, ModelPrice price) {
    put(prices, prefix + "per_request", price.perRequest(), 0);
    tier(prices, prefix, price.standard());
    for (ServiceTier tier : ServiceTier.values()) {
      TierPrice other = price.tiers().get(tier);
      if (other != null) {
        tier(prices, prefix + tier.word() + ".", other);
      }
    }
  }

  private static void tier(SortedMap<String, String> prices, String prefix, TierPrice tier) {
    rates(prices, prefix, tier.base());
    for (ContextTier context : tier.context()) {
      rates(prices, prefix + "above " + context.above() + ".", context.rates());
    }
  }

  private static void rates(SortedMap<String, String> prices, String prefix, Rates rates) {
    put(prices, prefix + "input", rates.input(), MILLION);
    put(prices, prefix + "output", rates.output(), MILLION);
    put(prices, prefix + "cached_input", rates.cachedInput(), MILLION);
    put(prices, prefix + "cache_write", rates.cacheWrite(), MILLION);
    put(prices, prefix + "cache_write_long", rates.cacheWriteLong(), MILLION);
    put(prices, prefix + "reasoning", rates.reasoning(), MILLION);
    put(prices, prefix + "audio_input", rates.modalities().audioInput(), MILLION);
    put(prices, prefix + "image_input", rates.modalities().imageInput(), MILLION);
    put(prices, prefix + "audio_output", rates.modalities().audioOutput(), MILLION);
  }

  private static void put(
      SortedMap<String, String> prices, String name, @Nullable BigDecimal price, int point) {
    if (price != null) {
      BigDecimal moved = price.movePointRight(point);
      prices.put(name, moved.signum() == 0 ? "0" : moved.stripTrailingZeros().toPlainString());
    }
  }
}
