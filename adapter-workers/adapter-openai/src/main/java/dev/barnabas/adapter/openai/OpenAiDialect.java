package dev.barnabas.adapter.openai;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.http.Endpoint;
import java.net.URI;
import java.util.List;

/**
 * In what OpenAI and the endpoints compatible with it differ.
 *
 * @param baseUrl with its version
 * @param maxCompletionTokens whether the cap is {@code max_completion_tokens}, not {@code
 *     max_tokens}
 * @param developerRole whether the role {@code developer} is known
 */
record OpenAiDialect(String baseUrl, boolean maxCompletionTokens, boolean developerRole) {
  static final String OWN_HOST = "api.openai.com";
  private static final URI OWN_ENDPOINT = URI.create("https://" + OWN_HOST + "/v1");

  static OpenAiDialect of(AdapterSettings settings) {
    URI endpoint = settings.endpoint() == null ? OWN_ENDPOINT : settings.endpoint();
    boolean own = OWN_HOST.equalsIgnoreCase(endpoint.getHost());
    return new OpenAiDialect(
        Endpoint.versioned(endpoint),
        choice(settings, "max_tokens_field", "max_completion_tokens", "max_tokens", own),
        choice(settings, "developer_role", "developer", "system", own));
  }

  private static boolean choice(
      AdapterSettings settings, String property, String yes, String no, boolean absent) {
    String value = settings.properties().get(property);
    if (value == null) {
      return absent;
    }
    if (!List.of(yes, no).contains(value)) {
      throw new IllegalArgumentException(
          "partner '%s': %s is '%s'; expected %s or %s"
              .formatted(settings.partnerId(), property, value, yes, no));
    }
    return value.equals(yes);
  }
}
