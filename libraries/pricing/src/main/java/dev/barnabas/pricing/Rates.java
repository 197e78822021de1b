package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The unit prices of the token meters. Each is between 0 and 1,000,000 a token, at scale {@value
 * Decimals#SCALE}.
 *
 * <p>A meter without a price of its own is charged at the price it is part of: cached input and
 * cache writes at the input price, the long-lived cache at the short-lived one's, reasoning at the
 * output price, audio and images at the price of input or output.
 *
 * @param input per prompt token
 * @param output per generated token
 * @param cachedInput per prompt token read from the cache
 * @param cacheWrite per prompt token written to the short-lived cache
 * @param cacheWriteLong per prompt token written to the long-lived cache
 * @param reasoning per reasoning token
 * @param modalities per token of audio and images
 */
public record Rates(
    BigDecimal input,
    BigDecimal output,
    @Nullable BigDecimal cachedInput,
    @Nullable BigDecimal cacheWrite,
    @Nullable BigDecimal cacheWriteLong,
    @Nullable BigDecimal reasoning,
    ModalityRates modalities) {

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
    modalities = requireNonNullElse(modalities, ModalityRates.NONE);
  }

  /** Rates without prices of their own for audio and images. */
  public Rates(
      BigDecimal input,
      BigDecimal output,
      @Nullable BigDecimal cachedInput,
      @Nullable BigDecimal cacheWrite,
      @Nullable BigDecimal cacheWriteLong,
      @Nullable BigDecimal reasoning) {
    this(input, output, cachedInput, cacheWrite, cacheWriteLong, reasoning, ModalityRates.NONE);
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
      case Meters.AUDIO_INPUT -> orElse(modalities.audioInput(), input);
      case Meters.IMAGE_INPUT -> orElse(modalities.imageInput(), input);
      case Meters.OUTPUT -> output;
      case Meters.AUDIO_OUTPUT -> orElse(modalities.audioOutput(), output);
      case Meters.REASONING -> orElse(reasoning, output);
      default -> throw new IllegalArgumentException("no price for the meter " + meter);
    };
  }

  /** The most a prompt token may cost: the dearest of plain input, the cache, audio and images. */
  BigDecimal dearestInput() {
    return input
        .max(unitPriceOf(Meters.CACHED_INPUT))
        .max(unitPriceOf(Meters.CACHE_WRITE_SHORT))
        .max(unitPriceOf(Meters.CACHE_WRITE_LONG))
        .max(unitPriceOf(Meters.AUDIO_INPUT))
        .max(unitPriceOf(Meters.IMAGE_INPUT));
  }

  /** The most a generated token may cost: the dearest of output, audio and reasoning. */
  BigDecimal dearestOutput() {
    return output.max(unitPriceOf(Meters.AUDIO_OUTPUT)).max(unitPriceOf(Meters.REASONING));
  }

  /** These rates at a factor, exactly. */
  Rates times(BigDecimal factor) {
    return new Rates(
        input.multiply(factor),
        output.multiply(factor),
        times(cachedInput, factor),
        times(cacheWrite, factor),
        times(cacheWriteLong, factor),
        times(reasoning, factor),
        new ModalityRates(
            times(modalities.audioInput(), factor),
            times(modalities.imageInput(), factor),
            times(modalities.audioOutput(), factor)));
  }

  /** These rates, and others where they have none of their own. */
  Rates orElse(Rates others) {
    return new Rates(
        input,
        output,
        first(cachedInput, others.cachedInput),
        first(cacheWrite, others.cacheWrite),
        first(cacheWriteLong, others.cacheWriteLong),
        first(reasoning, others.reasoning),
        new ModalityRates(
            first(modalities.audioInput(), others.modalities.audioInput()),
            first(modalities.imageInput(), others.modalities.imageInput()),
            first(modalities.audioOutput(), others.modalities.audioOutput())));
  }

  private static @Nullable BigDecimal times(@Nullable BigDecimal price, BigDecimal factor) {
    return price == null ? null : price.multiply(factor);
  }

  private static @Nullable BigDecimal first(
      @Nullable BigDecimal price, @Nullable BigDecimal other) {
    return price == null ? other : price;
  }

  private static BigDecimal orElse(@Nullable BigDecimal price, BigDecimal otherwise) {
    return price == null ? otherwise : price;
  }
}
