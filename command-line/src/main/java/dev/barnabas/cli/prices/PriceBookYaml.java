package dev.barnabas.cli.prices;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.barnabas.cli.prices.ListedPrice.Prices;
import dev.barnabas.cli.prices.ListedPrice.Rate;
import dev.barnabas.cli.prices.ListedPrice.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prices as a price book's file, in the form of examples/prices.yaml. */
public final class PriceBookYaml {
  private PriceBookYaml() {}

  /**
   * The lines of a file.
   *
   * @param name the book's; null for none
   * @param from the first day on which the prices hold; null for always
   */
  public static List<String> of(
      Iterable<ListedPrice> prices, @Nullable String name, @Nullable LocalDate from) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# List prices, per million tokens, in dollars; check them. What you have agreed on instead goes under contract:");
    if (name != null) {
      lines.add("price_book: " + text(name));
    }
    lines.add("prices:");
    prices.forEach(price -> entry(lines, price, from));
    return lines;
  }

  private static void entry(List<String> lines, ListedPrice price, @Nullable LocalDate from) {
    lines.add("  - partner: " + text(price.partner()));
    lines.add("    model: " + text(price.model()));
    if (from != null) {
      lines.add("    effective_from: " + from);
    }
    price
        .tiers()
        .forEach((tier, prices) -> {
          if (tier == Tier.STANDARD) {
            standard(lines, prices);
          } else {
            lines.add(
                "    %s: {%s}".formatted(tier.name().toLowerCase(Locale.ROOT), inline(prices)));
          }
        });
    BigDecimal perRequest = price.perRequest();
    if (perRequest != null) {
      lines.add("    per_request: " + perRequest.toPlainString());
    }
    price.untaken().forEach(key -> lines.add("    # not taken: " + text(key)));
  }

  private static void standard(List<String> lines, Prices prices) {
    prices
        .byContext()
        .forEach((above, rates) -> {
          if (above == 0) {
            rates.forEach(
                (rate, price) -> lines.add("    " + rate.word() + ": " + price.toPlainString()));
          }
        });
    String tiers = contextTiers(prices);
    if (!tiers.isEmpty()) {
      lines.add("    context_tiers: [" + tiers + "]");
    }
  }

  private static String inline(Prices prices) {
    String tiers = contextTiers(prices);
    return rates(prices.byContext().getOrDefault(0L, Collections.emptySortedMap()))
        + (tiers.isEmpty() ? "" : ", context_tiers: [" + tiers + "]");
  }

  private static String contextTiers(Prices prices) {
    return prices.byContext().entrySet().stream()
        .filter(entry -> entry.getKey() > 0)
        .map(entry -> "{above: %d, %s}".formatted(entry.getKey(), rates(entry.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String rates(SortedMap<Rate, BigDecimal> rates) {
    return rates.entrySet().stream().map(PriceBookYaml::rate).collect(Collectors.joining(", "));
  }

  private static String rate(Map.Entry<Rate, BigDecimal> rate) {
    return rate.getKey().word() + ": " + rate.getValue().toPlainString();
  }

  /** A text in double quotes; JSON's are YAML's. */
  private static String text(String text) {
    return TextNode.valueOf(text).toString();
  }
}
