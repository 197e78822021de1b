package dev.barnabas.adapter.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
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

  OpenAIClient of(String apiKey) {
    Keyed known = current;
    return known != null && known.key().equals(apiKey) ? known.client() : renewed(apiKey);
  }

  /** Many first calls at once make one client. */
  private synchronized OpenAIClient renewed(String apiKey) {
    Keyed known = current;
    if (known != null && known.key().equals(apiKey)) {
      return known.client();
    }
    Keyed fresh = new Keyed(apiKey, client(apiKey));
    current = fresh;
    return fresh.client();
  }

  private OpenAIClient client(String apiKey) {
    return new OpenAIClientImpl(
        ClientOptions.builder()
            .httpClient(transport)
            .baseUrl(baseUrl)
            .apiKey(apiKey)
            .maxRetries(0)
            .responseValidation(false)
            .build());
  }

  /** Prints no key. */
  private record Keyed(String key, OpenAIClient client) {
    @Override
    public String toString() {
      return "Keyed[]";
    }
  }
}
