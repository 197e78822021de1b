package dev.barnabas.broker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.FunctionDefinition;
import dev.barnabas.broker.request.Original;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.PolicyOutcome;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.RedactionPolicy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContentWalkTest {
  /** Words of a closed vocabulary, checked by validation, or names on a partner's allow-list. */
  private static final Set<String> NOT_TEXTS =
      Set.of("ChatMessage.role", "Part.type", "AnswerFormat.type", "Sampling.passThrough.key");

  private static final Original EVERYTHING =
      new Original(
          List.of(
              new ChatMessage(
                  "assistant",
                  "content",
                  List.of(new ChatMessage.Part("text", "part-text", "part-ref", "text/plain")),
                  "speaker",
                  List.of(new FunctionCall("call-id", "call-name", "{\"a\": \"argument\"}")),
                  "answered-id")),
          List.of(new FunctionDefinition("tool-name", "tool-description", "{\"type\": \"tool\"}")),
          new AnswerFormat("json_schema", "schema-name", "{\"title\": \"schema\"}", true),
          new Sampling(5, 0.5, 0.5, List.of("stop"), 7L, Map.of("key", "{\"p\": \"pass\"}")));

  /** Every text in a record and the records below it, with the path of its type. */
  private static void texts(String path, Object value, List<String> found) throws Exception {
    switch (value) {
      case String text -> {
        if (!NOT_TEXTS.contains(path)) {
          found.add(text);
        }
      }
      case List<?> list -> {
        for (Object each : list) {
          texts(path, each, found);
        }
      }
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> each : map.entrySet()) {
          texts(path + ".key", each.getKey(), found);
          texts(path, each.getValue(), found);
        }
      }
      case Record record -> {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
          Object next = part.getAccessor().invoke(record);
          if (next != null) {
            texts(record.getClass().getSimpleName() + "." + part.getName(), next, found);
          }
        }
      }
      default -> {}
    }
  }

  @Test
  void visitsEveryTextOfEveryField() throws Exception {
    List<String> expected = new ArrayList<>();
    texts("", EVERYTHING, expected);
    List<String> seen = new ArrayList<>();

    Original same =
        ContentWalk.walk(
            EVERYTHING,
            (role, json, text) -> {
              seen.add(text);
              return text;
            });

    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(same).isEqualTo(EVERYTHING);
  }

  @Test
  void saysWhichTextsAreJson() {
    Set<String> json = new TreeSet<>();
    ContentWalk.walk(
        EVERYTHING,
        (role, isJson, text) -> {
          if (isJson) {
            json.add(text);
          }
          return text;
        });

    assertThat(json).hasSize(4).allMatch(text -> text.startsWith("{"));
  }

  @Test
  void putsWhatTheVisitorGivesBackInItsPlace() {
    Original marked = ContentWalk.walk(EVERYTHING, (role, json, text) -> text + "!");

    assertThat(marked.messages().getFirst().parts().getFirst().dataRef()).isEqualTo("part-ref!");
    assertThat(marked.messages().getFirst().toolCallId()).isEqualTo("answered-id!");
    assertThat(marked.sampling().stop()).containsExactly("stop!");
    assertThat(marked.sampling().passThrough()).containsEntry("key", "{\"p\": \"pass\"}!");
  }

  @Test
  void redactsEveryFieldAndLeavesJsonReadable() {
    String mail = "jane@example.com";
    Original original =
        ContentWalk.walk(
            EVERYTHING, (role, json, text) -> json ? "{\"to\": \"" + mail + "\"}" : mail);
    RedactionEngine engine = RedactionEngine.create();

    RedactingOutcome outcome =
        new Redacting(engine).redact(original, policy(engine, RedactionPolicy.standard()));

    assertThat(outcome).isInstanceOf(RedactingOutcome.Clean.class);
    Original clean = ((RedactingOutcome.Clean) outcome).content();
    assertThat(clean.toString()).doesNotContain("jane");
    assertThat(clean.messages().getFirst().toolCalls().getFirst().arguments())
        .isEqualTo("{\"to\": \"<EMAIL_1>\"}");
    assertThat(((RedactingOutcome.Clean) outcome).counts()).containsKey("EMAIL");
  }

  @Test
  void sendsNothingThatThePolicyBlocks() {
    RedactionEngine engine = RedactionEngine.create();
    CompiledPolicy policy = policy(engine, RedactionPolicy.of(List.of("EMAIL"), "block"));
    Original original = ContentWalk.walk(EVERYTHING, (role, json, text) -> "jane@example.com");

    assertThat(new Redacting(engine).redact(original, policy))
        .isInstanceOf(RedactingOutcome.Blocked.class);
  }

  private static CompiledPolicy policy(RedactionEngine engine, RedactionPolicy asked) {
    return switch (engine.compiler(new byte[32]).compile(asked)) {
      case PolicyOutcome.Compiled(CompiledPolicy ready) -> ready;
      case PolicyOutcome.Refused refused -> throw new AssertionError(refused.toString());
    };
  }
}
