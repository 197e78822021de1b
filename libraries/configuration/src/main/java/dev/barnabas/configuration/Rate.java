package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.pricing.Decimals;
import dev.barnabas.pricing.ModalityRates;
import dev.barnabas.pricing.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prices per million tokens as prices per token: the point moves, and no digit is lost. */
final class Rate {

  /** The dearest price of a million tokens that is believed. */
  static final String MAX = "1000000000000";

  private static final int MILLION = 6;
  private static final int MAX_SCALE = Decimals.SCALE - MILLION;
  private static final String[] KEYS = {
    "input",
    "output",
    "cached_input",
    "cache_write",
    "cache_write_long",
    "reasoning",
    "audio_input",
    "image_input",
    "audio_output"
  };

  private Rate() {}

  /** Refuses a price with more digits after the point than a price per token can keep. */
  static void requireDigits(@Nullable BigDecimal... inOrder) {
    for (int i = 0; i < inOrder.length; i++) {
      BigDecimal price = inOrder[i];
      Constraints.require(
          price == null || price.stripTrailingZeros().scale() <= MAX_SCALE,
          KEYS[i],
          "has more than " + MAX_SCALE + " digits after the point");
    }
  }

  static Rates rates(
      BigDecimal input,
      BigDecimal output,
      @Nullable BigDecimal cachedInput,
      @Nullable BigDecimal cacheWrite,
      @Nullable BigDecimal cacheWriteLong,
      @Nullable BigDecimal reasoning,
      @Nullable BigDecimal audioInput,
      @Nullable BigDecimal imageInput,
      @Nullable BigDecimal audioOutput) {
    return new Rates(
        input.movePointLeft(MILLION),
        output.movePointLeft(MILLION),
        perToken(cachedInput),
        perToken(cacheWrite),
        perToken(cacheWriteLong),
        perToken(reasoning),
        new ModalityRates(perToken(audioInput), perToken(imageInput), perToken(audioOutput)));
  }

  /** A price per token as one per million tokens. */
  static BigDecimal perMillion(BigDecimal perToken) {
    return perToken.movePointRight(MILLION);
  }

  private static @Nullable BigDecimal perToken(@Nullable BigDecimal perMillion) {
    return perMillion == null ? null : perMillion.movePointLeft(MILLION);
  }
}
