package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one partner charges for one model, per token (and per request), in one currency. Each price
 * is between 0 and 1,000,000, at scale {@value Decimals#SCALE}.
 *
 * <p>A meter without a price of its own is charged at the price it is part of: cached input and
 * cache writes at the input price, reasoning at the output price, a request at nothing.
 *
 * @param currency three capital letters, as in ISO 4217
 * @param input per prompt token
 * @param output per generated token
 * @param cachedInput per prompt token read from the cache
 * @param cacheWrite per prompt token written to the short-lived cache
 * @param cacheWriteLong per prompt token written to the long-lived cache; absent: {@code
 *     cacheWrite}, then {@code input}
 * @param reasoning per reasoning token
 * @param perRequest per call
 */
public record ModelPrice(
    String currency,
    BigDecimal input,
    BigDecimal output,
    @Nullable BigDecimal cachedInput,
    @Nullable BigDecimal cacheWrite,
    @Nullable BigDecimal cacheWriteLong,
    @Nullable BigDecimal reasoning,
    @Nullable BigDecimal perRequest) {

  /**
   * @throws IllegalArgumentException if a price is out of bounds; the message names it
   */
  public ModelPrice {
    Money.requireCurrency(currency);
    input = Decimals.unitPrice(requireNonNull(input, "input"), "input");
    output = Decimals.unitPrice(requireNonNull(output, "output"), "output");
    cachedInput = optional(cachedInput, "cachedInput");
    cacheWrite = optional(cacheWrite, "cacheWrite");
    cacheWriteLong = optional(cacheWriteLong, "cacheWriteLong");
    reasoning = optional(reasoning, "reasoning");
    perRequest = optional(perRequest, "perRequest");
  }

  /** A price with input and output only. */
  public static ModelPrice of(String currency, BigDecimal input, BigDecimal output) {
    return new ModelPrice(currency, input, output, null, null, null, null, null);
  }

  /**
   * The unit price of a meter of {@link Meters}.
   *
   * @throws IllegalArgumentException if this price does not know the meter
   */
  public BigDecimal unitPriceOf(String meter) {
    return switch (meter) {
      case Meters.INPUT -> input;
      case Meters.CACHED_INPUT -> orElse(cachedInput, input);
      case Meters.CACHE_WRITE_SHORT -> orElse(cacheWrite, input);
      case Meters.CACHE_WRITE_LONG -> orElse(cacheWriteLong, orElse(cacheWrite, input));
      case Meters.OUTPUT -> output;
      case Meters.REASONING -> orElse(reasoning, output);
      case Meters.REQUEST -> orElse(perRequest, BigDecimal.ZERO.setScale(Decimals.SCALE));
      default -> throw new IllegalArgumentException("no price for the meter " + meter);
    };
  }

  /** The most a prompt token may cost: the dearest of plain input, cache read and cache writes. */
  public BigDecimal dearestInput() {
    return input
        .max(unitPriceOf(Meters.CACHED_INPUT))
        .max(unitPriceOf(Meters.CACHE_WRITE_SHORT))
        .max(unitPriceOf(Meters.CACHE_WRITE_LONG));
  }

  /** The most a generated token may cost: the dearer of output and reasoning. */
  public BigDecimal dearestOutput() {
    return output.max(unitPriceOf(Meters.REASONING));
  }

  private static @Nullable BigDecimal optional(@Nullable BigDecimal price, String name) {
    return price == null ? null : Decimals.unitPrice(price, name);
  }

  private static BigDecimal orElse(@Nullable BigDecimal price, BigDecimal otherwise) {
    return price == null ? otherwise : price;
  }
}
