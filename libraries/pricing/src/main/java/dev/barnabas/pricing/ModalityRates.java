package dev.barnabas.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The unit prices of tokens that are not text; absent: audio and image input as input, audio output
 * as output.
 *
 * @param audioInput per prompt token of audio
 * @param imageInput per prompt token of an image
 * @param audioOutput per generated token of audio
 */
public record ModalityRates(
    @Nullable BigDecimal audioInput,
    @Nullable BigDecimal imageInput,
    @Nullable BigDecimal audioOutput) {

  /** No prices of their own. */
  public static final ModalityRates NONE = new ModalityRates(null, null, null);

  /**
   * @throws IllegalArgumentException if a price is out of bounds; the message names it
   */
  public ModalityRates {
    audioInput = Decimals.optionalUnitPrice(audioInput, "audioInput");
    imageInput = Decimals.optionalUnitPrice(imageInput, "imageInput");
    audioOutput = Decimals.optionalUnitPrice(audioOutput, "audioOutput");
  }
}
