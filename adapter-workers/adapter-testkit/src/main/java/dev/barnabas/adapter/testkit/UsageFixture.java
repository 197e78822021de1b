package dev.barnabas.adapter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.pricing.ContextTier;
import dev.barnabas.pricing.ModalityRates;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.Rates;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.pricing.TierPrice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer with its usage, the published prices, and the lines and the cost that follow,
 * worked out by hand. A file of JSON; {@link UsageConvention} says what is in it.
 *
 * @param file its name
 * @param body the answer
 * @param price what the provider publishes
 * @param sums what each line comes to
 * @param cost what the call costs
 * @param anomalies what is wrong with the report
 */
record UsageFixture(
    String file,
    JsonNode body,
    ModelPrice price,
    List<Sum> sums,
    BigDecimal cost,
    List<String> anomalies) {
  private static final int MILLION = 6;
  private static final String CURRENCY = "USD";

  UsageFixture {
    sums = List.copyOf(sums);
    anomalies = List.copyOf(anomalies);
  }

  /**
   * One line, as somebody worked it out: {@code 4000 × 2.50 = 0.01}.
   *
   * @param meter the meter
   * @param quantity how many tokens
   * @param perMillion the price of a million
   * @param amount what they cost
   */
  record Sum(String meter, long quantity, BigDecimal perMillion, BigDecimal amount) {
    private static Sum of(String meter, String text) {
      String[] words = text.split(" ", -1);
      if (words.length != 5 || !words[1].equals("×") || !words[3].equals("=")) {
        throw new IllegalArgumentException(meter + ": not quantity × price = amount: " + text);
      }
      return new Sum(
          meter, Long.parseLong(words[0]), new BigDecimal(words[2]), new BigDecimal(words[4]));
    }

    BigDecimal unitPrice() {
      return perMillion.movePointLeft(MILLION);
    }
  }

  /** Every fixture in a directory, by name. */
  static List<UsageFixture> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().map(UsageFixture::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UsageFixture read(Path file) {
    try {
      JsonNode all = new JsonMapper().readTree(Files.readString(file));
      List<Sum> sums = new ArrayList<>();
      all.get("lines").properties().stream()
          .map(line -> Sum.of(line.getKey(), line.getValue().textValue()))
          .forEach(sums::add);
      List<String> anomalies = new ArrayList<>();
      all.path("anomalies").forEach(name -> anomalies.add(name.textValue()));
      return new UsageFixture(
          file.getFileName().toString(),
          all.get("response"),
          price(all.get("prices")),
          sums,
          new BigDecimal(all.get("cost").textValue()),
          anomalies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelPrice price(JsonNode prices) {
    Map<ServiceTier, TierPrice> tiers = new EnumMap<>(ServiceTier.class);
    for (ServiceTier tier : List.of(ServiceTier.BATCH, ServiceTier.FLEX, ServiceTier.PRIORITY)) {
      if (prices.has(tier.word())) {
        tiers.put(tier, tier(prices.get(tier.word())));
      }
    }
    return new ModelPrice(CURRENCY, tier(prices), tiers, null);
  }

  private static TierPrice tier(JsonNode prices) {
    List<ContextTier> context = new ArrayList<>();
    prices
        .path("context_tiers")
        .forEach(tier -> context.add(new ContextTier(tier.get("above").longValue(), rates(tier))));
    return new TierPrice(rates(prices), context);
  }

  private static Rates rates(JsonNode prices) {
    return new Rates(
        new BigDecimal(prices.get("input").textValue()).movePointLeft(MILLION),
        new BigDecimal(prices.get("output").textValue()).movePointLeft(MILLION),
        optional(prices, "cached_input"),
        optional(prices, "cache_write"),
        optional(prices, "cache_write_long"),
        optional(prices, "reasoning"),
        new ModalityRates(
            optional(prices, "audio_input"),
            optional(prices, "image_input"),
            optional(prices, "audio_output")));
  }

  private static @Nullable BigDecimal optional(JsonNode prices, String name) {
    String text = prices.path(name).textValue();
    return text == null ? null : new BigDecimal(text).movePointLeft(MILLION);
  }
}
