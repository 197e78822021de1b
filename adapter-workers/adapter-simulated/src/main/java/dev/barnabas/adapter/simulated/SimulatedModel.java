package dev.barnabas.adapter.simulated;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model name asks for: {@code emulator-fast} answers at once, {@code emulator-steady} in 50
 * to 200 ms, {@code emulator-slow} log-normally around 2 s, {@code emulator-tokens-N} with at least
 * N tokens. Every other name has the partner's latency and length.
 */
final class SimulatedModel {
  private static final Pattern TOKENS = Pattern.compile("emulator-tokens-([1-9]\\d{0,4})");
  private static final Map<String, Latency> LATENCIES =
      Map.of(
          "emulator-fast", new Latency.Fixed(Duration.ZERO),
          "emulator-steady", new Latency.Uniform(Duration.ofMillis(50), Duration.ofMillis(200)),
          "emulator-slow", new Latency.LogNormal(Duration.ofSeconds(2), 0.5));

  private SimulatedModel() {}

  static Latency latency(String model, Latency partners) {
    return LATENCIES.getOrDefault(model, partners);
  }

  static Optional<Integer> answerTokens(String model) {
    Matcher tokens = TOKENS.matcher(model);
    return tokens.matches() ? Optional.of(Integer.parseInt(tokens.group(1))) : Optional.empty();
  }
}
