package dev.barnabas.contracts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @ValueSource(strings = {"chat_response_v1", "code_response_v1"})
  void isASchemaOfDraft202012WithADescriptionOfEachField(String name) {
    Schema metaSchema = SCHEMAS.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    assertThat(metaSchema.validate(text(name), InputFormat.JSON)).isEmpty();
    contract(name)
        .getSchemaNode()
        .path("properties")
        .properties()
        .forEach(field ->
            assertThat(field.getValue().path("description").asText())
                .as(field.getKey())
                .isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reply\": \"Hello.\"}",
        "{\"reply\": \"Bonjour.\", \"language\": \"fr\", \"citations\": []}",
        "{\"reply\": \"See there.\", \"citations\": [{\"source\": \"doc-7\", \"title\": \"Terms\","
            + " \"quote\": \"as is\"}]}"
      })
  void acceptsAnAnswerOfAChatAssistant(String answer) {
    assertThat(violations("chat_response_v1", answer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "\"Hello.\"",
        "[]",
        "{\"reply\": \"\"}",
        "{\"reply\": 1}",
        "{\"Reply\": \"Hello.\"}",
        "{\"reply\": \"Hello.\", \"mood\": \"good\"}",
        "{\"reply\": \"Hello.\", \"language\": \"\"}",
        "{\"reply\": \"Hello.\", \"citations\": \"doc-7\"}",
        "{\"reply\": \"Hello.\", \"citations\": [{\"title\": \"Terms\"}]}"
      })
  void refusesWhatNoChatWindowCouldShow(String answer) {
    assertThat(violations("chat_response_v1", answer)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\": \"return 1;\"}",
        "{\"code\": \"return 1\", \"language\": \"python\", \"explanation\": \"Gives one.\"}"
      })
  void acceptsAnAnswerOfACodeAssistant(String answer) {
    assertThat(violations("code_response_v1", answer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"code\": \"\"}",
        "{\"code\": [\"return 1;\"]}",
        "{\"code\": \"return 1;\", \"language\": 7}",
        "{\"code\": \"return 1;\", \"temperature\": 0.1}"
      })
  void refusesWhatNoEditorCouldInsert(String answer) {
    assertThat(violations("code_response_v1", answer)).isNotEmpty();
  }

  private static List<String> violations(String name, String answer) {
    return contract(name).validate(answer, InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getKeyword())
        .toList();
  }

  private static Schema contract(String name) {
    return SCHEMAS.getSchema(text(name), InputFormat.JSON);
  }

  private static String text(String name) {
    try (InputStream contract =
        requireNonNull(
            ContractsTest.class.getResourceAsStream("/contracts/" + name + ".json"), name)) {
      return new String(contract.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
