package dev.barnabas.adapter.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.Timeout;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.models.ModelListParams;
import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallRules;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.http.Endpoint;
import dev.barnabas.adapter.http.ExchangeOutcome;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.HttpTransport;
import dev.barnabas.adapter.http.ProviderProtocol;
import dev.barnabas.adapter.http.ResponseHeaders;
import dev.barnabas.adapter.http.StreamAssembly;
import dev.barnabas.adapter.http.StreamReader;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages. */
final class AnthropicProtocol implements ProviderProtocol {
  private static final URI OWN_ENDPOINT = URI.create("https://api.anthropic.com");
  private static final CallRules RULES =
      new CallRules(
          Set.of(
              "model",
              "messages",
              "system",
              "max_tokens",
              "stream",
              "tools",
              "output_config",
              "output_format",
              "stop_sequences",
              "temperature",
              "top_p"),
          Set.of("image"),
          true);

  private final AnthropicErrors errors;
  private final HttpTransport http;
  private final SdkTransport transport;
  private final KeyedClients clients;

  AnthropicProtocol(AdapterSettings settings) {
    URI endpoint = settings.endpoint() == null ? OWN_ENDPOINT : settings.endpoint();
    this.errors = new AnthropicErrors(settings.clock());
    this.http = new HttpTransport(settings.limits(), settings.clock());
    this.transport = new SdkTransport(http);
    this.clients = new KeyedClients(Endpoint.unversioned(endpoint), transport);
  }

  @Override
  public CallRules rules() {
    return RULES;
  }

  @Override
  public StreamAssembly assembly(ModelCall call) {
    return new AnthropicStreamAssembly();
  }

  @Override
  public ExchangeOutcome send(
      ModelCall call, String apiKey, Duration total, @Nullable StreamReader stream) {
    var messages = clients.of(apiKey).messages().withRawResponse();
    MessageCreateParams params = AnthropicRequests.params(call);
    RequestOptions options = within(total);
    return transport.outcomeOf(
        stream,
        () -> {
          try (var _ =
              stream == null
                  ? messages.create(params, options)
                  : messages.createStreaming(params, options)) {
            // The transport has kept what came, or the stream's reader has read it.
          }
        });
  }

  @Override
  public ExchangeOutcome probe(String apiKey, Duration total) {
    AnthropicClient client = clients.of(apiKey);
    ModelListParams one = ModelListParams.builder().limit(1).build();
    return transport.outcomeOf(
        null,
        () -> {
          try (var _ = client.models().withRawResponse().list(one, within(total))) {
            // The transport has kept what came.
          }
        });
  }

  @Override
  public boolean isError(JsonNode body) {
    return body.path("error").isObject() && !body.has("content");
  }

  @Override
  public ModelFailure failure(Answered answered, JsonNode body) {
    return errors.failure(answered, body);
  }

  @Override
  public ModelOutcome answer(ModelCall call, Answered answered, JsonNode body) {
    return AnthropicAnswers.outcome(call, answered, body);
  }

  @Override
  public Optional<ReportedUsage> usage(JsonNode body) {
    return AnthropicUsage.of(body);
  }

  @Override
  public Optional<String> requestId(ResponseHeaders headers) {
    return AnthropicAnswers.requestId(headers);
  }

  @Override
  public void close() {
    http.close();
  }

  private static RequestOptions within(Duration total) {
    return RequestOptions.builder().timeout(Timeout.builder().request(total).build()).build();
  }
}
