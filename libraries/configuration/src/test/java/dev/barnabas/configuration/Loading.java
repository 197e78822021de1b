package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads configurations in tests: under {@code up}, at a fixed time, with a small environment. */
final class Loading {
  /** Two partners and a route; its gaps are a partner's keys, the route's and the quotas'. */
  static final String TWO_PARTNERS =
      """
      partners:
        - {id: alpha, adapter: simulated, fallbacks: [beta], models: {fast: sim-1, slow: sim-1}%s}
        - {id: beta, adapter: simulated, models: {fast: sim-1, slow: sim-1}}
      routing:
        models:
          - {alias: fast, primary: alpha%s}
      quotas: {default: {tokens_per_month: 1000%s}}
      """;

  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PROVIDER_A_ENDPOINT", "http://localhost:7001/v1",
          "PROVIDER_A_KEY", "key-of-a",
          "PROVIDER_B_ENDPOINT", "http://localhost:7001",
          "PROVIDER_B_KEY", "key-of-b",
          "PROVIDER_C_ENDPOINT", "http://localhost:7001/v1",
          "PROVIDER_C_KEY", "key-of-c");

  /** The least that is a configuration without a warning of its own, but for prices. */
  static final String MINIMAL =
      """
      partners:
        - id: alpha
          adapter: simulated
          models: {fast: sim-1}
      routing:
        models:
          - {alias: fast, primary: alpha}
      quotas:
        default: {tokens_per_month: 1000}
      """;

  private Loading() {}

  static LoadContext context() {
    return LoadContext.ofProcess().asUnderUp().withEnvironment(ENVIRONMENT).at(() -> NOW);
  }

  static Configuration load(String yaml) {
    return ConfigurationLoader.parse(yaml, context()).orElseThrow();
  }

  /** The minimal configuration with lines added at its end. */
  static Configuration minimalWith(String lines) {
    return load(MINIMAL + lines);
  }

  static List<String> errors(String yaml) {
    return errors(ConfigurationLoader.parse(yaml, context()));
  }

  static List<String> errors(LoadOutcome outcome) {
    return switch (outcome) {
      case LoadOutcome.Loaded _ -> List.of();
      case LoadOutcome.Refused refused -> refused.errors().stream().map(Problem::toString).toList();
    };
  }

  static List<String> warnings(String yaml) {
    return ConfigurationLoader.parse(yaml, context()).warnings().stream()
        .map(Problem::toString)
        .toList();
  }

  static String resource(String name) {
    try (var stream = Loading.class.getResourceAsStream("/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A file of the repository. */
  static Path repository(String path) {
    for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
      if (Files.exists(here.resolve("schemas"))) {
        return here.resolve(path);
      }
    }
    throw new IllegalStateException("not inside the repository");
  }
}
