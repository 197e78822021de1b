package dev.barnabas.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallRules;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.http.ExchangeOutcome;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.HttpTransport;
import dev.barnabas.adapter.http.ProviderProtocol;
import dev.barnabas.adapter.http.ResponseHeaders;
import dev.barnabas.adapter.http.StreamAssembly;
import dev.barnabas.adapter.http.StreamReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. */
final class OpenAiProtocol implements ProviderProtocol {
  private static final CallRules RULES =
      new CallRules(
          Set.of(
              "model",
              "messages",
              "max_tokens",
              "max_completion_tokens",
              "n",
              "stream",
              "stream_options",
              "tools",
              "functions",
              "response_format",
              "stop",
              "seed",
              "temperature",
              "top_p"),
          Set.of("image"),
          false);

  private final OpenAiRequests requests;
  private final OpenAiErrors errors;
  private final HttpTransport http;
  private final SdkTransport transport;
  private final KeyedClients clients;

  OpenAiProtocol(AdapterSettings settings, OpenAiDialect dialect) {
    this.requests = new OpenAiRequests(dialect);
    this.errors = new OpenAiErrors(settings.clock());
    this.http = new HttpTransport(settings.limits(), settings.clock());
    this.transport = new SdkTransport(http);
    this.clients = new KeyedClients(dialect.baseUrl(), transport);
  }

  @Override
  public CallRules rules() {
    return RULES;
  }

  @Override
  public StreamAssembly assembly(ModelCall call) {
    return new OpenAiStreamAssembly();
  }

  @Override
  public ExchangeOutcome send(
      ModelCall call, String apiKey, Duration total, @Nullable StreamReader stream) {
    var completions = clients.of(apiKey).chat().completions().withRawResponse();
    ChatCompletionCreateParams params = requests.params(call, stream != null);
    RequestOptions options = within(total);
    return transport.outcomeOf(
        stream,
        () -> {
          try (var _ =
              stream == null
                  ? completions.create(params, options)
                  : completions.createStreaming(params, options)) {
            // The transport has kept what came, or the stream's reader has read it.
          }
        });
  }

  @Override
  public ExchangeOutcome probe(String apiKey, Duration total) {
    OpenAIClient client = clients.of(apiKey);
    return transport.outcomeOf(
        null,
        () -> {
          try (var _ = client.models().withRawResponse().list(within(total))) {
            // The transport has kept what came.
          }
        });
  }

  @Override
  public boolean isError(JsonNode body) {
    return body.path("error").isObject() && !body.has("choices");
  }

  @Override
  public ModelFailure failure(Answered answered, JsonNode body) {
    return errors.failure(answered, body);
  }

  @Override
  public ModelOutcome answer(ModelCall call, Answered answered, JsonNode body) {
    return OpenAiAnswers.outcome(call, answered, body);
  }

  @Override
  public Optional<ReportedUsage> usage(JsonNode body) {
    return OpenAiUsage.of(body);
  }

  @Override
  public Optional<String> requestId(ResponseHeaders headers) {
    return OpenAiAnswers.requestId(headers);
  }

  @Override
  public void close() {
    http.close();
  }

  private static RequestOptions within(Duration total) {
    return RequestOptions.builder().timeout(Timeout.builder().request(total).build()).build();
  }
}
