package dev.barnabas.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the model chooses words. What is null is left to the provider.
 *
 * @param temperature 0 to 2; an adapter brings it into its provider's range
 * @param topP 0 to 1
 * @param stop texts that end the answer
 * @param seed for repeatable answers, where the provider knows seeds
 */
public record Sampling(
    @Nullable Double temperature, @Nullable Double topP, List<String> stop, @Nullable Long seed) {

  /** Everything left to the provider. */
  public static final Sampling UNSET = new Sampling(null, null, List.of(), null);

  public Sampling {
    stop = List.copyOf(stop);
    requireWithin(temperature, 2, "temperature");
    requireWithin(topP, 1, "topP");
  }

  private static void requireWithin(@Nullable Double value, double max, String name) {
    if (value != null && !(value >= 0 && value <= max)) {
      throw new IllegalArgumentException(name + " must be within 0 and " + max + ": " + value);
    }
  }
}
