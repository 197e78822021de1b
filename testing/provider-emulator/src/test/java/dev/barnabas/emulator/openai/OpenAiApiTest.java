package dev.barnabas.emulator.openai;

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

class OpenAiApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private final OpenAiApi api = new OpenAiApi();

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

  private List<JsonNode> chunks(Prompt prompt, FaultKind fault) throws IOException {
    List<String> events = api.stream(prompt, generate(prompt, fault));
    assertThat(events.getLast()).isEqualTo("data: [DONE]\n\n");
    var chunks = new ArrayList<JsonNode>();
    for (String event : events.subList(0, events.size() - 1)) {
      assertThat(event).startsWith("data: {").endsWith("}\n\n");
      chunks.add(JSON.readTree(event.substring("data: ".length())));
    }
    return chunks;
  }

  @Test
  void readsEveryFieldItAnswersTo() throws IOException {
    Prompt prompt =
        prompt(
            "{'model':'m','messages':[{'role':'system','content':'be brief'},{'role':'user',"
                + "'content':[{'type':'text','text':'look'},{'type':'image_url'}]},"
                + "{'role':'assistant','content':null,'tool_calls':[{'id':'c'}]}],"
                + "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':'required',"
                + "'response_format':{'type':'json_schema','json_schema':{'schema':{}}},"
                + "'stop':['a','b'],'max_tokens':5,'max_completion_tokens':7,'n':2,'seed':11,"
                + "'stream':true,'stream_options':{'include_usage':true}}");

    assertThat(prompt.messages()).hasSize(3);
    assertThat(prompt.messages().get(1).images()).isEqualTo(1);
    assertThat(prompt.messages().get(2).unspoken()).contains("c");
    assertThat(prompt.tools()).hasSize(1);
    assertThat(prompt.toolChoice()).isEqualTo(new ToolChoice.Required());
    assertThat(prompt.format()).isInstanceOf(AnswerFormat.Structured.class);
    assertThat(prompt.stop()).containsExactly("a", "b");
    assertThat(prompt.maxTokens()).isEqualTo(7);
    assertThat(prompt.choices()).isEqualTo(2);
    assertThat(prompt.seed()).isEqualTo(11);
    assertThat(prompt.stream()).isTrue();
    assertThat(prompt.includeUsage()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'messages':[{'role':'user','content':'x'}]} | model | missing_required_parameter",
        "{'model':7,'messages':[{'role':'user','content':'x'}]} | model | invalid_type",
        "{'model':'m'} | messages | missing_required_parameter",
        "{'model':'m','messages':[]} | messages | empty_array",
        "{'model':'m','messages':'x'} | messages | invalid_type",
        "{'model':'m','messages':[{'role':'king','content':'x'}]} | messages[0].role | invalid_value",
        "{'model':'m','messages':[{'role':'user'}]} | messages[0].content | invalid_type",
        "{'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':0} | max_tokens "
            + "| integer_below_min_value",
        "{'model':'m','messages':[{'role':'user','content':'x'}],'temperature':3} | temperature "
            + "| decimal_above_max_value",
        "{'model':'m','messages':[{'role':'user','content':'x'}],'top_p':-1} | top_p "
            + "| decimal_below_min_value",
        "{'model':'m','messages':[{'role':'user','content':'x'}],'tool_choice':'required'} "
            + "| tool_choice | invalid_value",
        "{'model':'m','messages':[{'role':'user','content':'x'}],"
            + "'response_format':{'type':'xml'}} | response_format.type | invalid_value",
        "{'model':'m','messages':[{'role':'user','content':'x'}],"
            + "'response_format':{'type':'json_object'}} | messages | "
      })
  void namesFieldAndCodeOfWhatIsWrong(String body, String param, String code) throws IOException {
    assertThat(read(body))
        .isInstanceOfSatisfying(
            PromptReading.Invalid.class,
            invalid -> {
              assertThat(invalid.error().param()).isEqualTo(param);
              assertThat(invalid.error().code()).isEqualTo(code);
              assertThat(api.status(invalid.error().kind())).isEqualTo(400);
            });
  }

  @Test
  void answersSeveralChoicesWithOneUsage() throws IOException {
    Prompt prompt = prompt("{'model':'m','messages':[{'role':'user','content':'x'}],'n':3}");

    JsonNode answer = api.answer(prompt, generate(prompt, FaultKind.NONE));

    assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
    assertThat(answer.path("choices")).hasSize(3);
    assertThat(answer.at("/choices/2/index").asInt()).isEqualTo(2);
    assertThat(answer.at("/choices/1/message/content").asText())
        .isNotEqualTo(answer.at("/choices/0/message/content").asText());
    assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
  }

  @Test
  void refusesInTheFieldOfRefusals() throws IOException {
    Prompt prompt = prompt("{'model':'m','messages':[{'role':'user','content':'x'}]}");

    JsonNode answer = api.answer(prompt, generate(prompt, FaultKind.REFUSAL));

    assertThat(answer.at("/choices/0/message/content").isNull()).isTrue();
    assertThat(answer.at("/choices/0/message/refusal").asText()).isNotEmpty();
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void streamsTheSameTextAsItAnswersWhole() throws IOException {
    Prompt prompt =
        prompt(
            "{'model':'m','messages':[{'role':'user','content':'Grüße an <EMAIL_1> 😀'}],"
                + "'stream':true,'stream_options':{'include_usage':true}}");

    List<JsonNode> chunks = chunks(prompt, FaultKind.NONE);
    JsonNode whole = api.answer(prompt, generate(prompt, FaultKind.NONE));

    var text = new StringBuilder();
    chunks.forEach(c -> text.append(c.at("/choices/0/delta/content").asText("")));
    assertThat(text.toString()).isEqualTo(whole.at("/choices/0/message/content").asText());
    assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
        .isEqualTo("stop");
    assertThat(chunks.getLast().path("choices")).isEmpty();
    assertThat(chunks.getLast().path("usage")).hasToString(whole.path("usage").toString());
    assertThat(chunks.getFirst().get("usage").isNull()).isTrue();
    assertThat(chunks)
        .extracting(c -> c.path("id").asText())
        .containsOnly(whole.path("id").asText());
  }

  @Test
  void streamsNoUsageUnlessAskedTo() throws IOException {
    Prompt prompt =
        prompt("{'model':'m','messages':[{'role':'user','content':'x'}],'stream':true}");

    assertThat(chunks(prompt, FaultKind.NONE)).noneMatch(chunk -> chunk.has("usage"));
  }

  @Test
  void streamsToolArgumentsInPieces() throws IOException {
    Prompt prompt =
        prompt(
            "{'model':'m','messages':[{'role':'user','content':'a rather long question'}],"
                + "'tools':[{'type':'function','function':{'name':'f','parameters':"
                + "{'type':'object','properties':{'q':{'type':'string'}}}}}],"
                + "'tool_choice':'required','stream':true}");

    List<JsonNode> chunks = chunks(prompt, FaultKind.NONE);

    var arguments = new StringBuilder();
    chunks.forEach(
        c -> arguments.append(c.at("/choices/0/delta/tool_calls/0/function/arguments").asText("")));
    assertThat(JSON.readTree(arguments.toString()).path("q").asText())
        .isEqualTo("a rather long question");
    assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(chunks).filteredOn(c -> c.at("/choices/0/delta/tool_calls/0").has("id")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void hasAStatusAndABodyForEveryError(ErrorKind kind) {
    JsonNode body = api.errorBody(ProviderError.of(kind, "words"), "req_1");

    assertThat(api.status(kind)).isBetween(400, 599);
    assertThat(body.at("/error/message").asText()).isEqualTo("words");
    assertThat(body.at("/error/type").asText()).isNotEmpty();
    assertThat(body.path("error").has("param")).isTrue();
    assertThat(body.path("error").has("code")).isTrue();
  }

  @Test
  void tellsSpendLimitFromRateLimit() {
    JsonNode spent = api.errorBody(ProviderError.of(ErrorKind.SPEND_LIMIT, "x"), "req_1");
    JsonNode limited = api.errorBody(ProviderError.of(ErrorKind.RATE_LIMITED, "x"), "req_1");

    assertThat(spent.at("/error/code").asText()).isEqualTo("insufficient_quota");
    assertThat(limited.at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
  }

  @Test
  void takesTheKeyOfABearerToken() {
    assertThat(api.apiKey(HttpHeaders.of("Authorization", "Bearer k1"))).isEqualTo("k1");
    assertThat(api.apiKey(HttpHeaders.of("authorization", "Basic abc"))).isEmpty();
    assertThat(api.apiKey(HttpHeaders.of("x-api-key", "k1"))).isEmpty();
  }
}
