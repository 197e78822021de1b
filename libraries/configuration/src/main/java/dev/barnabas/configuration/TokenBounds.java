package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How the tokens of a prompt are bounded before a call, so that a charge never exceeds what was
 * reserved.
 */
public record TokenBounds(
    @Key(
            about = "Factor on the count, for what a provider adds.",
            fallback = "1.2",
            min = "1",
            max = "10")
        BigDecimal safetyFactor,
    @Key(
            about =
                "The encoding the provider counts with, such as `o200k_base`; absent: the adapter's, or one token per byte.")
        @Nullable String tokenizer) {

  public TokenBounds {
    Constraints.require(TokenBounds.class, safetyFactor, tokenizer);
  }
}
