package dev.barnabas.emulator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.emulator.call.ErrorKind;
import dev.barnabas.emulator.call.PromptReading;
import dev.barnabas.emulator.call.ProviderError;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.generation.AnswerFormat;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.Generator;
import dev.barnabas.emulator.generation.ModelProfile;
import dev.barnabas.emulator.generation.Prompt;
import dev.barnabas.emulator.generation.ToolChoice;
import dev.barnabas.emulator.http.HttpHeaders;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnthropicApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private final AnthropicApi api = new AnthropicApi();

  private PromptReading read(String quoted) throws IOException {
    return api.read(JSON.readTree(quoted.replace('\'', '"')));
  }

  private Prompt prompt(String quoted) throws IOException {
    assertThat(read(quoted)).isInstanceOf(PromptReading.Valid.class);
    return ((PromptReading.Valid) read(quoted)).prompt();
  }

  private static Generation generate(Prompt prompt, FaultKind fault) {
    ModelProfile profile = ModelProfile.of(prompt.model()).orElseThrow();
    return Generator.generate(prompt, profile, fault, NOW, "0123456789abcdef".repeat(2));
  }

  private List<JsonNode> events(Prompt prompt) throws IOException {
    var events = new ArrayList<JsonNode>();
    for (String event : api.stream(prompt, generate(prompt, FaultKind.NONE))) {
      JsonNode data = JSON.readTree(event.substring(event.indexOf("data: ") + 6));
      assertThat(event).startsWith("event: " + data.path("type").asText() + "\ndata: ");
      assertThat(event).endsWith("\n\n");
      events.add(data);
    }
    return events;
  }

  @Test
  void readsEveryFieldItAnswersTo() throws IOException {
    Prompt prompt =
        prompt(
            "{'model':'m','max_tokens':7,'system':[{'type':'text','text':'be brief'}],"
                + "'messages':[{'role':'user','content':[{'type':'text','text':'look'},"
                + "{'type':'image'},{'type':'tool_result','tool_use_id':'t','content':'42'}]},"
                + "{'role':'assistant','content':[{'type':'tool_use','id':'t'}]}],"
                + "'tools':[{'name':'f','input_schema':{'type':'object'}}],"
                + "'tool_choice':{'type':'tool','name':'f'},'stop_sequences':['a'],'stream':true,"
                + "'output_config':{'format':{'type':'json_schema','schema':{}}}}");

    assertThat(prompt.messages()).hasSize(3);
    assertThat(prompt.messages().get(0).text()).isEqualTo("be brief");
    assertThat(prompt.messages().get(1).text()).isEqualTo("look42");
    assertThat(prompt.messages().get(1).images()).isEqualTo(1);
    assertThat(prompt.messages().get(2).unspoken()).contains("tool_use");
    assertThat(prompt.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
    assertThat(prompt.format()).isInstanceOf(AnswerFormat.Structured.class);
    assertThat(prompt.stop()).containsExactly("a");
    assertThat(prompt.maxTokens()).isEqualTo(7);
    assertThat(prompt.stream()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'max_tokens':5,'messages':[{'role':'user','content':'x'}]} | model",
        "{'model':'m','messages':[{'role':'user','content':'x'}]} | max_tokens",
        "{'model':'m','max_tokens':0,'messages':[{'role':'user','content':'x'}]} | max_tokens",
        "{'model':'m','max_tokens':5} | messages",
        "{'model':'m','max_tokens':5,'messages':[]} | messages",
        "{'model':'m','max_tokens':5,'messages':[{'role':'king','content':'x'}]} | messages.0.role",
        "{'model':'m','max_tokens':5,'messages':[{'role':'user'}]} | messages.0.content",
        "{'model':'m','max_tokens':5,'messages':[{'role':'user','content':''}]} | messages.0",
        "{'model':'m','max_tokens':5,'temperature':1.5,"
            + "'messages':[{'role':'user','content':'x'}]} | temperature",
        "{'model':'m','max_tokens':5,'tools':[{}],"
            + "'messages':[{'role':'user','content':'x'}]} | tools.0.name"
      })
  void namesTheFieldThatIsWrong(String body, String param) throws IOException {
    assertThat(read(body))
        .isInstanceOfSatisfying(
            PromptReading.Invalid.class,
            invalid -> {
              JsonNode error = api.errorBody(invalid.error(), "req_1");
              assertThat(error.at("/error/message").asText()).startsWith(param + ": ");
              assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
            });
  }

  @Test
  void streamsTheSameTextAsItAnswersWholeInTheOrderOfTheProtocol() throws IOException {
    Prompt prompt =
        prompt(
            "{'model':'m','max_tokens':500,'messages':"
                + "[{'role':'user','content':'Grüße an <EMAIL_1> 😀'}]}");

    List<JsonNode> events = events(prompt);
    JsonNode whole = api.answer(prompt, generate(prompt, FaultKind.NONE));

    var text = new StringBuilder();
    events.forEach(e -> text.append(e.at("/delta/text").asText("")));
    assertThat(text.toString()).isEqualTo(whole.at("/content/0/text").asText());
    assertThat(events.stream().map(e -> e.path("type").asText()).distinct())
        .containsExactly(
            "message_start",
            "content_block_start",
            "ping",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    JsonNode delta = events.get(events.size() - 2);
    assertThat(delta.at("/delta/stop_reason").asText()).isEqualTo("end_turn");
    assertThat(delta.at("/usage/output_tokens").asInt())
        .isEqualTo(whole.at("/usage/output_tokens").asInt())
        .isPositive();
    assertThat(events.getFirst().at("/message/usage/input_tokens").asInt())
        .isEqualTo(whole.at("/usage/input_tokens").asInt())
        .isPositive();
  }

  @Test
  void usesToolsWithInputAsAnObjectAndStreamsItAsJsonPieces() throws IOException {
    Prompt prompt =
        prompt(
            "{'model':'m','max_tokens':500,'messages':[{'role':'user','content':'a question'}],"
                + "'tools':[{'name':'f','input_schema':{'type':'object','properties':"
                + "{'q':{'type':'string'}}}}],'tool_choice':{'type':'any'}}");

    JsonNode whole = api.answer(prompt, generate(prompt, FaultKind.NONE));
    var input = new StringBuilder();
    events(prompt).forEach(e -> input.append(e.at("/delta/partial_json").asText("")));

    assertThat(whole.path("stop_reason").asText()).isEqualTo("tool_use");
    assertThat(whole.at("/content/0/input/q").asText()).isEqualTo("a question");
    assertThat(JSON.readTree(input.toString())).isEqualTo(whole.at("/content/0/input"));
  }

  @Test
  void countsCachedTokensBesideInputTokens() throws IOException {
    Prompt prompt =
        prompt(
            "{'model':'emulator-cached','max_tokens':500,"
                + "'messages':[{'role':'user','content':'hello there'}]}");

    JsonNode usage = api.answer(prompt, generate(prompt, FaultKind.NONE)).path("usage");

    assertThat(usage.path("input_tokens").asInt()).isEqualTo(5);
    assertThat(usage.path("cache_read_input_tokens").asInt()).isEqualTo(5);
  }

  @Test
  void stopsForARefusalWhenFiltered() throws IOException {
    Prompt prompt =
        prompt("{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'}]}");

    assertThat(stopReason(prompt, FaultKind.CONTENT_FILTER)).isEqualTo("refusal");
    assertThat(stopReason(prompt, FaultKind.CUT_OFF)).isEqualTo("max_tokens");
  }

  private String stopReason(Prompt prompt, FaultKind fault) {
    return api.answer(prompt, generate(prompt, fault)).path("stop_reason").asText();
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void hasAStatusAndABodyForEveryError(ErrorKind kind) {
    JsonNode body = api.errorBody(ProviderError.of(kind, "words"), "req_1");

    assertThat(api.status(kind)).isBetween(400, 599);
    assertThat(body.path("type").asText()).isEqualTo("error");
    assertThat(body.at("/error/type").asText())
        .endsWith(kind == ErrorKind.TOO_LARGE ? "_large" : "_error");
    assertThat(body.at("/error/message").asText()).isEqualTo("words");
    assertThat(body.path("request_id").asText()).isEqualTo("req_1");
  }

  @Test
  void takesTheKeyOfEitherHeader() {
    assertThat(api.apiKey(HttpHeaders.of("X-Api-Key", "k1"))).isEqualTo("k1");
    assertThat(api.apiKey(HttpHeaders.of("authorization", "Bearer k2"))).isEqualTo("k2");
    assertThat(api.apiKey(HttpHeaders.none())).isEmpty();
  }
}
