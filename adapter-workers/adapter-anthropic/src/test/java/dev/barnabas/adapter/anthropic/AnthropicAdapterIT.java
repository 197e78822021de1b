package dev.barnabas.adapter.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.UsageMeasure;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnthropicAdapterIT extends HttpAdapterContract {
  private static final String REFUSED =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],
       "stop_reason":"refusal","stop_sequence":null,
       "usage":{"input_tokens":5,"output_tokens":2,"cache_read_input_tokens":30,
        "cache_creation_input_tokens":12,
        "cache_creation":{"ephemeral_5m_input_tokens":8,"ephemeral_1h_input_tokens":4}}}\
      """;

  private static final String START =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"m","content":[],"stop_reason":null,\
      "usage":{"input_tokens":5,"cache_read_input_tokens":30,"output_tokens":1}}}

      event: ping
      data: {"type":"ping"}

      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

      """;

  private CannedServer refusing;

  @BeforeEach
  void startServer() throws IOException {
    refusing = CannedServer.answering(200, REFUSED);
  }

  @AfterEach
  void stopServer() {
    refusing.close();
  }

  @Override
  protected String adapterName() {
    return "AnthropicAdapter";
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
    cells.put(FailureKind.CONTENT_FILTERED, Cell.bySettings(this::refusing));
    return cells;
  }

  private AdapterSettings refusing(AdapterSettings settings) {
    return AdapterSettings.of("beta", refusing.uri(), settings.apiKey())
        .withLimits(settings.limits());
  }

  @Test
  void countsWhatTheCacheGaveAndTookAsInput() {
    ModelFailure failure = (ModelFailure) infer(refusing(settings()), Calls.plain(plainModel()));

    assertThat(failure.usage())
        .isEqualTo(new TokenUsage(47, 2, 30, 8, 4, 0, UsageMeasure.PROVIDER_REPORTED));
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, , PROVIDER_UNAVAILABLE",
    "api_error, , PROVIDER_UNAVAILABLE",
    "rate_limit_error, , RATE_LIMITED",
    "authentication_error, , AUTHENTICATION_FAILED",
    "invalid_request_error, prompt is too long, CONTEXT_TOO_LONG",
    "billing_error, , SPEND_LIMIT"
  })
  void readsAnErrorInTheMiddleOfAStream(String type, @Nullable String message, FailureKind kind)
      throws IOException {
    ModelFailure failure =
        (ModelFailure)
            streamed(
                START
                    + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\""
                    + type
                    + "\",\"message\":\""
                    + message
                    + "\"}}\n\n");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.providerCode().code()).isEqualTo(type);
    assertThat(Objects.requireNonNull(failure.usage()).inputTokens()).isEqualTo(35);
    assertThat(failure.usage().measure()).isEqualTo(UsageMeasure.ESTIMATED);
    assertThat(failure.billedByProvider()).isNotEqualTo(BilledByProvider.NO);
  }

  @Test
  void takesTheLargerOfTheUsagesThatAStreamReports() throws IOException {
    ModelAnswer answer =
        (ModelAnswer)
            streamed(
                START
                    + """
                    data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},\
                    "usage":{"input_tokens":12,"output_tokens":9,"cache_read_input_tokens":0}}

                    data: {"type":"a_new_kind","of":"event"}

                    data: {"type":"message_stop"}

                    """);

    assertThat(answer.content()).isEqualTo("Hi");
    assertThat(answer.usage())
        .isEqualTo(new TokenUsage(42, 9, 30, 0, 0, 0, UsageMeasure.PROVIDER_REPORTED));
  }

  @Test
  void leavesOutAToolCallThatTheTokenCapCutInTwo() throws IOException {
    String cut =
        """
        data: {"type":"content_block_start","index":1,\
        "content_block":{"type":"tool_use","id":"t","name":"look","input":{}}}

        data: {"type":"content_block_delta","index":1,\
        "delta":{"type":"input_json_delta","partial_json":"{\\"at\\":"}}

        data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"},\
        "usage":{"output_tokens":9}}

        data: {"type":"message_stop"}

        """;

    ModelAnswer answer = (ModelAnswer) streamed(START + cut);

    assertThat(answer.toolCalls()).isEmpty();
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  /** The outcome of a stream, whatever this adapter asks for: in the other mode it asks too. */
  private ModelOutcome streamed(String events) throws IOException {
    try (CannedServer server = CannedServer.answering(200, "text/event-stream", events);
        ModelAdapter adapter =
            new AnthropicAdapterFactory()
                .create(AdapterSettings.of("beta", server.uri(), settings().apiKey()))) {
      return adapter.infer(Calls.plain("m"));
    }
  }

  @Test
  void putsWhatSystemAndDeveloperSayApartFromTheTurns() {
    JsonNode body =
        sent(
            List.of(
                Message.of(Role.SYSTEM, "Be brief."),
                Message.of(Role.DEVELOPER, "Be kind."),
                Message.of(Role.USER, "Hello"),
                Message.of(Role.USER, "Are you there?"),
                Message.asking(List.of(new ToolCall("t1", "look", "{\"at\":1.50}"))),
                Message.toolResult("t1", "sky"),
                Message.of(Role.USER, "And now?")));

    assertThat(body.path("system").asText()).isEqualTo("Be brief.\n\nBe kind.");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(256);
    assertThat(body.path("messages")).hasSize(3);
    assertThat(body.at("/messages/0/content")).hasSize(2);
    assertThat(body.at("/messages/1/role").asText()).isEqualTo("assistant");
    assertThat(body.at("/messages/1/content/0/input/at").asDouble()).isEqualTo(1.5);
    assertThat(body.at("/messages/2/content/0/type").asText()).isEqualTo("tool_result");
    assertThat(body.at("/messages/2/content/0/tool_use_id").asText()).isEqualTo("t1");
    assertThat(body.at("/messages/2/content/1/text").asText()).isEqualTo("And now?");
  }

  @Test
  void asksInTheUsersNameWhatOnlyTheSystemSays() {
    JsonNode body = sent(List.of(Message.of(Role.SYSTEM, "Tell a story.")));

    assertThat(body.has("system")).isFalse();
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("user");
    assertThat(body.at("/messages/0/content").asText()).isEqualTo("Tell a story.");
  }

  @Test
  void bringsSamplingIntoItsOwnRange() {
    ModelCall call =
        Calls.withSampling(Calls.plain("m"), new Sampling(1.7, 0.9, List.of("END"), 7L));

    JsonNode body = sent(Calls.withFormat(call, new ResponseFormat.AnyJson()));

    assertThat(body.path("temperature").asDouble()).isEqualTo(1.0);
    assertThat(body.has("top_p")).isFalse();
    assertThat(body.has("seed")).isFalse();
    assertThat(body.path("stop_sequences")).hasToString("[\"END\"]");
    assertThat(body.path("system").asText()).contains("one JSON object");
  }

  @Test
  void sendsImagesByAddressAndAsData() {
    List<MessagePart> parts =
        List.of(
            new MessagePart.Media("image", "https://images.test/1.png", "image/png"),
            new MessagePart.Media("image", "data:image/png;base64,QUJD", "image/png"));

    JsonNode body = sent(List.of(new Message(Role.USER, parts, null, List.of(), null)));

    assertThat(body.at("/messages/0/content/0/source/type").asText()).isEqualTo("url");
    assertThat(body.at("/messages/0/content/1/source/media_type").asText()).isEqualTo("image/png");
    assertThat(body.at("/messages/0/content/1/source/data").asText()).isEqualTo("QUJD");
  }

  @Test
  void refusesArgumentsOfAToolCallThatAreNoJson() {
    Message broken = Message.asking(List.of(new ToolCall("t1", "look", "{\"at\":")));
    ModelCall call =
        Calls.withMessages(Calls.plain("m"), List.of(Message.of(Role.USER, "Hi"), broken));

    ModelFailure failure = (ModelFailure) infer(settings(), call);

    assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_INVALID);
    assertThat(failure.providerCode().code()).isEqualTo("tool_arguments_malformed:look");
  }

  private JsonNode sent(List<Message> messages) {
    return sent(Calls.withMessages(Calls.plain("m"), messages));
  }

  private JsonNode sent(ModelCall call) {
    assertThat(infer(refusing(settings()), call)).isInstanceOf(ModelFailure.class);
    return JsonText.read(refusing.bodies().getLast()).orElseThrow();
  }
}
