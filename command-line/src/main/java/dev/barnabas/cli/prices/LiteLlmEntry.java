package dev.barnabas.cli.prices;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.cli.prices.ListedPrice.Prices;
import dev.barnabas.cli.prices.ListedPrice.Rate;
import dev.barnabas.cli.prices.ListedPrice.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one entry of the list is to us. */
sealed interface LiteLlmEntry {
  /**
   * A price.
   *
   * @param price what it says
   */
  record Taken(ListedPrice price) implements LiteLlmEntry {
    public Taken {
      requireNonNull(price, "price");
    }
  }

  /**
   * Nothing that a price book can have.
   *
   * @param reason why
   */
  record Left(String reason) implements LiteLlmEntry {
    public Left {
      requireNonNull(reason, "reason");
    }
  }

  /** Reads an entry. */
  static LiteLlmEntry read(String partner, String model, JsonNode entry) {
    return new Reading().read(partner, model, entry);
  }

  /** Reads one entry. One use. */
  final class Reading {
    private static final Map<String, Rate> RATES =
        Map.of(
            "input_cost_per_token", Rate.INPUT,
            "output_cost_per_token", Rate.OUTPUT,
            "cache_read_input_token_cost", Rate.CACHED_INPUT,
            "cache_creation_input_token_cost", Rate.CACHE_WRITE,
            "cache_creation_input_token_cost_above_1hr", Rate.CACHE_WRITE_LONG,
            "output_cost_per_reasoning_token", Rate.REASONING,
            "input_cost_per_audio_token", Rate.AUDIO_INPUT,
            "output_cost_per_audio_token", Rate.AUDIO_OUTPUT);
    private static final Map<String, Tier> TIERS =
        Map.of("batches", Tier.BATCH, "flex", Tier.FLEX, "priority", Tier.PRIORITY);
    private static final String PER_REQUEST = "input_cost_per_request";
    private static final Pattern KEY =
        Pattern.compile(
            "(?<rate>[a-z_]+?(?:_above_1hr)?)(?:_above_(?<above>\\d{1,6})k_tokens)?(?:_(?<tier>batches|flex|priority))?");
    private static final int MILLION = 6;
    private static final int THOUSAND = 1_000;

    /** Digits after the point that a price of a million tokens may have. */
    private static final int DIGITS = 12;

    private final SortedMap<Tier, SortedMap<Long, SortedMap<Rate, BigDecimal>>> tiers =
        new TreeMap<>();
    private final List<String> untaken = new ArrayList<>();
    private @Nullable BigDecimal perRequest;
    private @Nullable String problem;

    private Reading() {}

    private LiteLlmEntry read(String partner, String model, JsonNode entry) {
      entry.properties().forEach(field -> field(field.getKey(), field.getValue()));
      String incomplete = incomplete();
      if (problem != null) {
        return new Left(problem);
      }
      if (incomplete != null) {
        return new Left(incomplete);
      }
      SortedMap<Tier, Prices> prices = new TreeMap<>();
      tiers.forEach((tier, byContext) -> prices.put(tier, new Prices(byContext)));
      return new Taken(new ListedPrice(partner, model, prices, perRequest, untaken));
    }

    private void field(String name, JsonNode value) {
      if (!name.contains("cost")) {
        return;
      }
      Matcher key = KEY.matcher(name);
      Rate rate = key.matches() ? RATES.get(key.group("rate")) : null;
      boolean request = name.equals(PER_REQUEST);
      if (value.isNull()) {
        return;
      }
      if (rate == null && !request) {
        untaken.add(name);
      } else if (!value.isNumber()) {
        problem = name + " is no number";
      } else if (request) {
        perRequest = plain(value.decimalValue());
      } else {
        put(key, requireNonNull(rate, "rate"), name, value.decimalValue());
      }
    }

    private void put(Matcher key, Rate rate, String name, BigDecimal perToken) {
      BigDecimal price = plain(perToken.movePointRight(MILLION));
      if (price.signum() < 0) {
        problem = name + " is negative";
      } else if (price.scale() > DIGITS) {
        problem =
            "%s has %d digits after the point per million tokens, more than %d"
                .formatted(name, price.scale(), DIGITS);
      }
      String above = key.group("above");
      String tier = key.group("tier");
      tiers
          .computeIfAbsent(
              tier == null ? Tier.STANDARD : requireNonNull(TIERS.get(tier), tier),
              _ -> new TreeMap<>())
          .computeIfAbsent(
              above == null ? 0 : Long.parseLong(above) * THOUSAND, _ -> new TreeMap<>())
          .put(rate, price);
    }

    private static BigDecimal plain(BigDecimal price) {
      BigDecimal shortest = price.stripTrailingZeros();
      return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** What is missing for a price book; null if nothing is. */
    private @Nullable String incomplete() {
      if (!tiers.containsKey(Tier.STANDARD)) {
        return "has no input_cost_per_token and output_cost_per_token";
      }
      for (var tier : tiers.entrySet()) {
        if (!tier.getValue().containsKey(0L)) {
          return "has a price of its %s tier above a threshold only".formatted(tier.getKey());
        }
        for (var context : tier.getValue().entrySet()) {
          if (!context.getValue().containsKey(Rate.INPUT)
              || !context.getValue().containsKey(Rate.OUTPUT)) {
            return "has no price of both input and output (%s tier, above %d tokens)"
                .formatted(tier.getKey(), context.getKey());
          }
        }
      }
      var standard = requireNonNull(tiers.get(Tier.STANDARD), "standard").get(0L);
      return standard != null && standard.values().stream().allMatch(p -> p.signum() == 0)
          ? "all its prices are zero, which may mean free or not known"
          : null;
    }
  }
}
