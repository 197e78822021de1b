package dev.barnabas.broker.request;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to generate.
 *
 * @param maxTokens the most tokens to generate; null takes the route's
 * @param temperature 0 to 2
 * @param topP over 0 to 1
 * @param stop texts at which generation stops
 * @param seed for providers that take one
 * @param passThrough name to JSON value
 */
public record Sampling(
    @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    List<String> stop,
    @Nullable Long seed,
    Map<String, String> passThrough) {
  public Sampling {
    stop = List.copyOf(stop);
    passThrough = Map.copyOf(passThrough);
  }
}
