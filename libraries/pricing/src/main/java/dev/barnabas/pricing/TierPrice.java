package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The prices of one service tier: for prompts of any size, and for longer ones.
 *
 * @param base the prices of a prompt that no context tier takes
 * @param context the context tiers, sorted by their thresholds
 */
public record TierPrice(Rates base, List<ContextTier> context) {

  /**
   * @throws IllegalArgumentException if two context tiers have one threshold
   */
  public TierPrice {
    requireNonNull(base, "base");
    var sorted = new ArrayList<>(context);
    sorted.sort(Comparator.comparingLong(ContextTier::above));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).above() == sorted.get(i).above()) {
        throw new IllegalArgumentException("two context tiers above " + sorted.get(i).above());
      }
    }
    context = List.copyOf(sorted);
  }

  /** The same prices for prompts of any size. */
  public static TierPrice of(Rates rates) {
    return new TierPrice(rates, List.of());
  }

  /** The prices of a call with that many prompt tokens. */
  public Rates at(long inputTokens) {
    var rates = base;
    for (var tier : context) {
      rates = inputTokens > tier.above() ? tier.rates() : rates;
    }
    return rates;
  }

  /**
   * The most that a call costs with at most that many tokens: for each context tier it can fall
   * into, the longest prompt of that tier at its dearest meters. A longer prompt may be the cheaper
   * one, so all are compared.
   */
  BigDecimal worst(long promptTokens, long outputTokens) {
    var worst = BigDecimal.ZERO;
    var rates = base;
    for (var next : context) {
      if (promptTokens <= next.above()) {
        break;
      }
      worst = worst.max(cost(rates, next.above(), outputTokens));
      rates = next.rates();
    }
    return worst.max(cost(rates, promptTokens, outputTokens));
  }

  private static BigDecimal cost(Rates rates, long promptTokens, long outputTokens) {
    return rates
        .dearestInput()
        .multiply(BigDecimal.valueOf(promptTokens))
        .add(rates.dearestOutput().multiply(BigDecimal.valueOf(outputTokens)));
  }
}
