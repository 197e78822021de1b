package dev.barnabas.adapter.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import org.jspecify.annotations.Nullable;

/** The SDK's client of the key in force; a new one when the key has changed. */
final class KeyedClients {
  private final String baseUrl;
  private final SdkTransport transport;
  private volatile @Nullable Keyed current;

  KeyedClients(String baseUrl, SdkTransport transport) {
    this.baseUrl = baseUrl;
    this.transport = transport;
  }

  AnthropicClient of(String apiKey) {
    Keyed known = current;
    return known != null && known.key().equals(apiKey) ? known.client() : renewed(apiKey);
  }

  /** Many first calls at once make one client. */
  private synchronized AnthropicClient renewed(String apiKey) {
    Keyed known = current;
    if (known != null && known.key().equals(apiKey)) {
      return known.client();
    }
    Keyed fresh = new Keyed(apiKey, client(apiKey));
    current = fresh;
    return fresh.client();
  }

  private AnthropicClient client(String apiKey) {
    return new AnthropicClientImpl(
        ClientOptions.builder()
            .httpClient(transport)
            .baseUrl(baseUrl)
            .putHeader("x-api-key", apiKey)
            .maxRetries(0)
            .responseValidation(false)
            .build());
  }

  /** Prints no key. */
  private record Keyed(String key, AnthropicClient client) {
    @Override
    public String toString() {
      return "Keyed[]";
    }
  }
}
