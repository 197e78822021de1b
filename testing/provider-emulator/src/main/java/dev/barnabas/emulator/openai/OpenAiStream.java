package dev.barnabas.emulator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.call.TextPieces;
import dev.barnabas.emulator.generation.Choice;
import dev.barnabas.emulator.generation.FinishReason;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a chat completion as server-sent events, one chunk each, ended by {@code [DONE]}. */
final class OpenAiStream {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Generation generation;
  private final boolean includeUsage;
  private final List<String> events = new ArrayList<>();

  private OpenAiStream(Generation generation, boolean includeUsage) {
    this.generation = generation;
    this.includeUsage = includeUsage;
  }

  static List<String> of(Generation generation, boolean includeUsage) {
    var stream = new OpenAiStream(generation, includeUsage);
    for (int i = 0; i < generation.choices().size(); i++) {
      stream.choice(i, generation.choices().get(i));
    }
    if (includeUsage) {
      stream.usage();
    }
    stream.events.add(event("[DONE]"));
    return stream.events;
  }

  static String event(String data) {
    return "data: " + data + "\n\n";
  }

  private void choice(int index, Choice choice) {
    boolean refused = choice.finish() == FinishReason.REFUSAL;
    ObjectNode first = NODES.objectNode().put("role", "assistant");
    first.put("content", refused || !choice.toolCalls().isEmpty() ? null : "");
    first.putNull("refusal");
    chunk(index, first, null);
    for (String piece : TextPieces.of(choice.text())) {
      chunk(index, NODES.objectNode().put(refused ? "refusal" : "content", piece), null);
    }
    for (int i = 0; i < choice.toolCalls().size(); i++) {
      toolCall(index, i, choice.toolCalls().get(i));
    }
    chunk(index, NODES.objectNode(), choice.finish());
  }

  private void toolCall(int choice, int index, ToolCall call) {
    ObjectNode head = NODES.objectNode().put("index", index);
    head.put("id", OpenAiAnswer.toolCallId(generation, choice, index)).put("type", "function");
    head.putObject("function").put("name", call.name()).put("arguments", "");
    chunk(choice, calls(head), null);
    for (String piece : TextPieces.of(call.arguments())) {
      ObjectNode part = NODES.objectNode().put("index", index);
      part.putObject("function").put("arguments", piece);
      chunk(choice, calls(part), null);
    }
  }

  private static ObjectNode calls(ObjectNode call) {
    ObjectNode delta = NODES.objectNode();
    delta.putArray("tool_calls").add(call);
    return delta;
  }

  private void chunk(int index, ObjectNode delta, @Nullable FinishReason finish) {
    ObjectNode chunk = envelope();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
    choice.set("delta", delta);
    choice.putNull("logprobs");
    choice.put("finish_reason", finish == null ? null : OpenAiAnswer.finishReason(finish));
    if (includeUsage) {
      chunk.putNull("usage");
    }
    events.add(event(chunk.toString()));
  }

  private void usage() {
    ObjectNode chunk = envelope();
    chunk.putArray("choices");
    chunk.set("usage", OpenAiAnswer.usage(generation.usage()));
    events.add(event(chunk.toString()));
  }

  private ObjectNode envelope() {
    return OpenAiAnswer.envelope(generation, "chat.completion.chunk")
        .put("service_tier", "default")
        .put("system_fingerprint", OpenAiAnswer.fingerprint(generation));
  }
}
