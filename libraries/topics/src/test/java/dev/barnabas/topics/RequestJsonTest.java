package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.ContentPart;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Priority;
import dev.barnabas.topics.Parsed.Read;
import dev.barnabas.topics.Parsed.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {
  @Test
  void readsBackWhatTheRecordLooksLikeAsJson() {
    byte[] json = RecordJson.write(Samples.rich()).getBytes(StandardCharsets.UTF_8);
    assertThat(RequestJson.parse(json)).isEqualTo(new Read<>(Samples.rich()));
  }

  @Test
  void fillsWhatIsAbsentWithTheSchemasDefaults() {
    InferenceRequest request = read("{'modelId':'m','prompt':'p','metadata':" + METADATA + "}");
    assertThat(request.getPriority()).isEqualTo(Priority.REALTIME);
    assertThat(request.getMessages()).isEmpty();
    assertThat(request.getParameters().getMaxTokens()).isNull();
    assertThat(request.getDeadline()).isNull();
  }

  @Test
  void keepsParametersWithoutAFieldAsJsonText() {
    InferenceRequest request =
        read(
            "{'modelId':'m','prompt':'p','metadata':"
                + METADATA
                + ",'parameters':{'maxTokens':5,'stop':'END','topK':3,'bias':{'a':[1,'x']},"
                + "'user':'u','passThrough':{'n':2}}}");
    assertThat(request.getParameters().getPassThrough())
        .isEqualTo(Map.of("topK", "3", "bias", "{\"a\":[1,\"x\"]}", "user", "\"u\"", "n", "2"));
    assertThat(request.getParameters().getMaxTokens()).isEqualTo(5);
    assertThat(request.getParameters().getStop()).containsExactly("END");
  }

  @Test
  void readsContentInPartsUnderEitherName() {
    InferenceRequest request =
        read(
            "{'modelId':'m','metadata':"
                + METADATA
                + ",'messages':[{'role':'user','content':[{'type':'text','text':'hi'}]}]}");
    assertThat(request.getMessages().getFirst().getContent()).isNull();
    assertThat(request.getMessages().getFirst().getParts())
        .extracting(ContentPart::getText)
        .containsExactly("hi");
  }

  @Test
  void readsADeadlineAsTextOrMilliseconds() {
    Instant expected = Instant.parse("2026-11-20T10:00:00Z");
    for (String deadline : new String[] {"'2026-11-20T11:00:00+01:00'", "1795168800000"}) {
      InferenceRequest request =
          read("{'modelId':'m','metadata':" + METADATA + ",'deadline':" + deadline + "}");
      assertThat(request.getDeadline()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|FIELD_MISSING|/metadata",
        "[]|FIELD_INVALID|``",
        "{'metadata':{'tenantId':'t'}}|FIELD_MISSING|/modelId",
        "{'modelId':'m','metadata':{'tenantId':7}}|FIELD_INVALID|/metadata/tenantId",
        "{'modelId':'m','metadata':M,'parameters':{'maxTokens':1.5}}|FIELD_INVALID|/parameters/maxTokens",
        "{'modelId':'m','metadata':M,'parameters':{'maxTokens':99999999999}}|FIELD_INVALID|/parameters/maxTokens",
        "{'modelId':'m','metadata':M,'messages':[{}]}|FIELD_MISSING|/messages/0/role",
        "{'modelId':'m','metadata':M,'messages':['x']}|FIELD_INVALID|/messages/0",
        "{'modelId':'m','metadata':M,'priority':'URGENT'}|FIELD_INVALID|/priority",
        "{'modelId':'m','metadata':M,'deadline':'tomorrow'}|FIELD_INVALID|/deadline",
        "{'modelId':'m','metadata':M,'deadline':'+900000000-01-01T00:00:00Z'}|FIELD_INVALID|/deadline",
        "{'modelId':'m','modelId':'n'}|MALFORMED|byte 24",
        "{'modelId':|TRUNCATED|byte 11",
      })
  void saysWhichFieldIsWrong(String json, String code, String position) {
    assertThat(parse(json.replace(":M", ":" + METADATA)))
        .isEqualTo(new Unreadable<InferenceRequest>(code, position));
  }

  @Test
  @Tag("rule-5.4")
  void refusesDeepNestingWithoutExhaustingTheStack() {
    assertThat(parse("{'modelId':" + "[".repeat(200_000)))
        .isInstanceOfSatisfying(
            Unreadable.class, deep -> assertThat(deep.code()).isEqualTo("TOO_DEEP"));
  }

  @Test
  void refusesWhatFollowsTheRequest() {
    assertThat(parse("{'modelId':'m','metadata':" + METADATA + "} {}"))
        .isInstanceOfSatisfying(
            Unreadable.class, more -> assertThat(more.code()).isEqualTo("TRAILING_BYTES"));
  }

  @Property(tries = 2000)
  void neverThrows(@ForAll byte[] bytes, @ForAll String text) {
    assertThat(RequestJson.parse(bytes)).isNotNull();
    assertThat(RequestJson.parse(text.getBytes(StandardCharsets.UTF_8))).isNotNull();
    assertThat(RequestJson.parse(null)).isInstanceOf(Unreadable.class);
  }

  @Test
  void recognisesJsonByItsHeader() {
    assertThat(isJson("application/json")).isTrue();
    assertThat(isJson("Application/JSON; charset=utf-8")).isTrue();
    assertThat(isJson("application/avro")).isFalse();
    assertThat(RequestJson.isJson(new RecordHeaders())).isFalse();
  }

  private static final String METADATA = "{'tenantId':'acme','correlationId':'c'}";

  private static boolean isJson(String type) {
    return RequestJson.isJson(
        new RecordHeaders().add("content-type", type.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Parsed<InferenceRequest> parse(String json) {
    return RequestJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static InferenceRequest read(String json) {
    return switch (parse(json)) {
      case Read<InferenceRequest>(var request) -> request;
      case Unreadable<InferenceRequest> unreadable -> throw new AssertionError(unreadable);
      case Parsed.SchemaUnknown<InferenceRequest> unknown -> throw new AssertionError(unknown);
    };
  }
}
