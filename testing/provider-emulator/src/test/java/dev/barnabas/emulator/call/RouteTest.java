package dev.barnabas.emulator.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.emulator.call.Route.Endpoint;
import dev.barnabas.emulator.http.HttpHeaders;
import dev.barnabas.emulator.http.HttpRequest;
import dev.barnabas.emulator.http.HttpRequest.BodyState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, default, CHAT_COMPLETIONS",
    "/chat/completions, default, CHAT_COMPLETIONS",
    "/p/alpha/v1/chat/completions?x=1, alpha, CHAT_COMPLETIONS",
    "/p/alpha/chat/completions, alpha, CHAT_COMPLETIONS",
    "/v1/messages, default, MESSAGES",
    "/p/partner-beta/v1/messages, partner-beta, MESSAGES",
    "/p/partner-beta/messages, partner-beta, MESSAGES",
    "/p/partner-beta/v1/v1/messages, partner-beta, MESSAGES",
    "/v1/messages/count_tokens, default, COUNT_TOKENS",
    "/v1/models, default, MODELS",
    "/v1/models/m, default, MODEL",
    "/v2/chat/completions, default, UNKNOWN",
    "/p/alpha/v1/embeddings, alpha, UNKNOWN",
    "nonsense, default, UNKNOWN"
  })
  void findsProviderAndEndpointInThePath(String target, String provider, Endpoint endpoint) {
    var request =
        new HttpRequest("POST", target, HttpHeaders.none(), new byte[0], BodyState.COMPLETE);

    Route route = Route.of(request);

    assertThat(route.provider()).isEqualTo(provider);
    assertThat(route.endpoint()).isEqualTo(endpoint);
  }
}
