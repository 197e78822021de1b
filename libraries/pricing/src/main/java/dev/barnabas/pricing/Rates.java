package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The unit prices of the token meters. Each is between 0 and 1,000,000 a token, at scale {@value
 * Decimals#SCALE}.
 *
 * <p>A meter without a price of its own is charged at the price it is part of: cached input and
 * cache writes at the input price, the long-lived cache at the short-lived one's, reasoning at the
 * output price.
 *
 * @param input per prompt token
 * @param output per generated token
 * @param cachedInput per prompt token read from the cache
 * @param cacheWrite per prompt token written to the short-lived cache
 * @param cacheWriteLong per prompt token written to the long-lived cache
 * @param reasoning per reasoning token
 */
public record Rates(
    BigDecimal input,
    BigDecimal output,
    @Nullable BigDecimal cachedInput,
    @Nullable BigDecimal cacheWrite,
    @Nullable BigDecimal cacheWriteLong,
    @Nullable BigDecimal reasoning) {

  /**
   * @throws IllegalArgumentException if a price is out of bounds; the message names it
   */
  public Rates {
    input = Decimals.unitPrice(requireNonNull(input, "input"), "input");
    output = Decimals.unitPrice(requireNonNull(output, "output"), "output");
    cachedInput = Decimals.optionalUnitPrice(cachedInput, "cachedInput");
    cacheWrite = Decimals.optionalUnitPrice(cacheWrite, "cacheWrite");
    cacheWriteLong = Decimals.optionalUnitPrice(cacheWriteLong, "cacheWriteLong");
    reasoning = Decimals.optionalUnitPrice(reasoning, "reasoning");
  }

  /** Input and output only. */
  public static Rates of(BigDecimal input, BigDecimal output) {
    return new Rates(input, output, null, null, null, null);
  }

  /**
   * The unit price of a token meter of {@link Meters}.
   *
   * @throws IllegalArgumentException if it is not a token meter
   */
  public BigDecimal unitPriceOf(String meter) {
    return switch (meter) {
      case Meters.INPUT -> input;
      case Meters.CACHED_INPUT -> orElse(cachedInput, input);
      case Meters.CACHE_WRITE_SHORT -> orElse(cacheWrite, input);
      case Meters.CACHE_WRITE_LONG -> orElse(cacheWriteLong, orElse(cacheWrite, input));
      case Meters.OUTPUT -> output;
      case Meters.REASONING -> orElse(reasoning, output);
      default -> throw new IllegalArgumentException("no price for the meter " + meter);
    };
  }

  /** The most a prompt token may cost: the dearest of plain input, cache read and cache writes. */
  BigDecimal dearestInput() {
    return input
        .max(unitPriceOf(Meters.CACHED_INPUT))
        .max(unitPriceOf(Meters.CACHE_WRITE_SHORT))
        .max(unitPriceOf(Meters.CACHE_WRITE_LONG));
  }

  /** The most a generated token may cost: the dearer of output and reasoning. */
  BigDecimal dearestOutput() {
    return output.max(unitPriceOf(Meters.REASONING));
  }

  private static BigDecimal orElse(@Nullable BigDecimal price, BigDecimal otherwise) {
    return price == null ? otherwise : price;
  }
}
