package dev.barnabas.configuration;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of the built-in adapters and their other spellings. */
final class Adapters {

  /** Other spellings, and the canonical name each means. */
  static final Map<String, String> SPELLINGS =
      new TreeMap<>(
          Map.of(
              "OpenAIAdapter", "openai",
              "AnthropicAdapter", "anthropic",
              "SimulatedAdapter", "simulated"));

  private static final Map<String, URI> PUBLIC_ENDPOINTS =
      Map.of(
          "openai", URI.create("https://api.openai.com/v1"),
          "anthropic", URI.create("https://api.anthropic.com"));

  private Adapters() {}

  /** The canonical name; a name that is not built in stays as it is. */
  static String canonical(String name) {
    String stripped = name.strip();
    for (Map.Entry<String, String> spelling : SPELLINGS.entrySet()) {
      if (spelling.getKey().equalsIgnoreCase(stripped)
          || spelling.getValue().equalsIgnoreCase(stripped)) {
        return spelling.getValue();
      }
    }
    return stripped;
  }

  static @Nullable URI publicEndpoint(String adapter) {
    return PUBLIC_ENDPOINTS.get(adapter);
  }
}
