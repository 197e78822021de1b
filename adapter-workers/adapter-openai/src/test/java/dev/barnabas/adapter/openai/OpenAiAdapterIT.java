package dev.barnabas.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.FinishReason;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.MessagePart;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Role;
import dev.barnabas.adapter.Sampling;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.testkit.Calls;
import dev.barnabas.adapter.testkit.CannedServer;
import dev.barnabas.adapter.testkit.Cell;
import dev.barnabas.adapter.testkit.CommonCells;
import dev.barnabas.adapter.testkit.HttpAdapterContract;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiAdapterIT extends HttpAdapterContract {
  private static final String FILTERED =
      """
      {"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null},
       "finish_reason":"content_filter"}],
       "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}\
      """;

  private static final String HELLO =
      """
      {"id":"x","model":"m","choices":[{"index":0,"delta":{"content":"Hello"}}]}\
      """;

  private CannedServer filtering;

  @BeforeEach
  void startServer() throws IOException {
    filtering = CannedServer.answering(200, FILTERED);
  }

  @AfterEach
  void stopServer() {
    filtering.close();
  }

  @Override
  protected String adapterName() {
    return "OpenAIAdapter";
  }

  @Override
  protected Optional<Path> page() {
    return Optional.of(Path.of("..", "..", "docs", "adapters.md"));
  }

  @Override
  protected boolean streams() {
    return true;
  }

  @Override
  protected Map<FailureKind, Cell> failures() {
    Map<FailureKind, Cell> cells = CommonCells.emulated();
    cells.put(FailureKind.CONTENT_FILTERED, Cell.bySettings(this::filtering));
    return cells;
  }

  private AdapterSettings filtering(AdapterSettings settings) {
    return AdapterSettings.of("alpha", filtering.uri(), settings.apiKey())
        .withLimits(settings.limits());
  }

  @Test
  void keepsTheUsageOfAFilteredAnswer() {
    ModelFailure failure = (ModelFailure) infer(filtering(settings()), Calls.plain(plainModel()));

    assertThat(failure.usage()).isNotNull();
    assertThat(failure.rawUsageJson())
        .isEqualTo("{\"prompt_tokens\":9,\"completion_tokens\":1,\"total_tokens\":10}");
  }

  @Test
  void answersWithWhatWasSaidBeforeTheFilter() {
    ModelAnswer answer = answer(Calls.plain("fault-content-filter"));

    assertThat(answer.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
  }

  /** What an error says is all there is: its status was sent long before. */
  @ParameterizedTest
  @CsvSource({
    "'{\"error\":{\"type\":\"server_error\",\"code\":null}}', PROVIDER_UNAVAILABLE",
    "'{\"error\":{\"type\":\"x\",\"code\":\"rate_limit_exceeded\"}}', RATE_LIMITED",
    "'{\"error\":{\"type\":\"insufficient_quota\",\"code\":null}}', SPEND_LIMIT",
    "'{\"error\":{\"type\":\"x\",\"code\":\"content_filter\"}}', CONTENT_FILTERED",
    "'{\"error\":{\"code\":429,\"message\":\"slow down\"}}', RATE_LIMITED",
    "'{\"error\":{\"code\":502,\"message\":\"upstream\"}}', PROVIDER_UNAVAILABLE",
    "'{\"error\":\"upstream\"}', PROVIDER_UNAVAILABLE"
  })
  void readsAnErrorInTheMiddleOfAStream(String error, FailureKind kind) throws IOException {
    ModelFailure failure =
        (ModelFailure) streamed("data: " + HELLO + "\n\ndata: " + error + "\n\n");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.usage()).isNotNull();
    assertThat(failure.billedByProvider()).isNotEqualTo(BilledByProvider.NO);
  }

  @Test
  void readsAStreamOfACompatibleServerThatDiffers() throws IOException {
    String tool =
        """
        data: {"model":"m","choices":[{"delta":{"tool_calls":[{"id":"a","function":\
        {"name":"look","arguments":"{\\"at\\":"}}]}}]}\r
        \r
        :\r
        \r
        data: {"choices":[{"delta":{"reasoning_content":"hm","tool_calls":[{"function":\r
        data: {"arguments":"1}"}}]},"finish_reason":"stop"}]}\r
        \r
        data: {"usage":{"prompt_tokens":9,"completion_tokens":3}}\r
        \r
        data: [DONE]\
        """;

    ModelAnswer answer = (ModelAnswer) streamed(tool);

    assertThat(answer.toolCalls()).containsExactly(new ToolCall("a", "look", "{\"at\":1}"));
    assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.usage().outputTokens()).isEqualTo(3);
  }

  @Test
  void takesAnEndWithoutAReasonForNoAnswer() throws IOException {
    ModelFailure failure = (ModelFailure) streamed("data: " + HELLO + "\n\ndata: [DONE]\n\n");

    assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
    assertThat(failure.providerCode().code()).isEqualTo("no_finish_reason");
  }

  /** The outcome of a stream, whatever this adapter asks for: in the other mode it asks too. */
  private ModelOutcome streamed(String events) throws IOException {
    try (CannedServer server = CannedServer.answering(200, "text/event-stream", events);
        ModelAdapter adapter =
            new OpenAiAdapterFactory()
                .create(AdapterSettings.of("alpha", server.uri(), settings().apiKey()))) {
      return adapter.infer(Calls.plain("m"));
    }
  }

  @Test
  void writesWhatACompatibleServerReads() {
    JsonNode body = sent(settings(), rich());

    assertThat(body.path("model").asText()).isEqualTo("m");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(256);
    assertThat(body.has("max_completion_tokens")).isFalse();
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
    assertThat(body.path("seed").asLong()).isEqualTo(7);
    assertThat(body.path("stop")).hasToString("[\"END\"]");
    assertThat(body.path("reasoning_effort").asText()).isEqualTo("low");
    assertThat(body.at("/response_format/type").asText()).isEqualTo("json_object");
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(body.at("/messages/1/content/0/text").asText()).isEqualTo("Look");
    assertThat(body.at("/messages/1/content/1/image_url/url").asText())
        .isEqualTo("https://images.test/1.png");
    assertThat(body.path("stream").asBoolean()).isEqualTo(streamed());
    assertThat(body.at("/stream_options/include_usage").asBoolean()).isEqualTo(streamed());
  }

  @Test
  void writesOpenAisOwnWordsWhenToldTo() {
    Map<String, String> own =
        Map.of("max_tokens_field", "max_completion_tokens", "developer_role", "developer");

    JsonNode body = sent(settings().withProperties(own), rich());

    assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(256);
    assertThat(body.has("max_tokens")).isFalse();
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("developer");
  }

  @Test
  void refusesAPropertyItCannotRead() {
    AdapterSettings wrong = settings().withProperties(Map.of("developer_role", "boss"));

    assertThatThrownBy(() -> adapter(wrong))
        .hasMessage("partner 'alpha': developer_role is 'boss'; expected developer or system");
  }

  private static ModelCall rich() {
    List<MessagePart> parts =
        List.of(
            new MessagePart.Text("Look"),
            new MessagePart.Media("image", "https://images.test/1.png", "image/png"));
    List<Message> messages =
        List.of(
            Message.of(Role.DEVELOPER, "Answer in JSON."),
            new Message(Role.USER, parts, null, List.of(), null));
    ModelCall call = Calls.withMessages(Calls.plain("m"), messages);
    call = Calls.withSampling(call, new Sampling(0.5, 0.9, List.of("END"), 7L));
    call = Calls.withFormat(call, new ResponseFormat.AnyJson());
    return Calls.withPassThrough(call, Map.of("reasoning_effort", "\"low\""));
  }

  private JsonNode sent(AdapterSettings settings, ModelCall call) {
    AdapterSettings canned =
        AdapterSettings.of("alpha", filtering.uri(), settings.apiKey())
            .withProperties(settings.properties());
    assertThat(infer(canned, call)).isInstanceOf(ModelFailure.class);
    return JsonText.read(filtering.bodies().getLast()).orElseThrow();
  }
}
