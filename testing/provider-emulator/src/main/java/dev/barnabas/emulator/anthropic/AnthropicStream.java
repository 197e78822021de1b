package dev.barnabas.emulator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.call.TextPieces;
import dev.barnabas.emulator.generation.Choice;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** Writes a message as server-sent events. */
final class AnthropicStream {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Generation generation;
  private final List<String> events = new ArrayList<>();

  private AnthropicStream(Generation generation) {
    this.generation = generation;
  }

  static List<String> of(Generation generation) {
    var stream = new AnthropicStream(generation);
    stream.write(generation.choices().getFirst());
    return stream.events;
  }

  static String event(ObjectNode data) {
    return "event: " + data.path("type").asText() + "\ndata: " + data + "\n\n";
  }

  private void write(Choice choice) {
    ObjectNode message = AnthropicAnswer.envelope(generation);
    message.set("usage", AnthropicAnswer.usage(generation.usage(), 1));
    add(type("message_start").set("message", message));
    if (choice.toolCalls().isEmpty() && !choice.text().isEmpty()) {
      text(choice.text());
    }
    for (int i = 0; i < choice.toolCalls().size(); i++) {
      toolUse(i, choice.toolCalls().get(i));
    }
    ObjectNode end = type("message_delta");
    end.putObject("delta")
        .put("stop_reason", AnthropicAnswer.stopReason(choice.finish()))
        .put("stop_sequence", choice.stopSequence());
    end.putObject("usage")
        .put(
            "input_tokens",
            generation.usage().inputTokens() - generation.usage().cachedInputTokens())
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", generation.usage().cachedInputTokens())
        .put("output_tokens", generation.usage().outputTokens());
    add(end);
    add(type("message_stop"));
  }

  private void text(String text) {
    start(0, NODES.objectNode().put("type", "text").put("text", ""));
    add(type("ping"));
    for (String piece : TextPieces.of(text)) {
      delta(0, NODES.objectNode().put("type", "text_delta").put("text", piece));
    }
    add(type("content_block_stop").put("index", 0));
  }

  private void toolUse(int index, ToolCall call) {
    start(index, AnthropicAnswer.toolUse(generation, index, call));
    add(type("ping"));
    for (String piece : TextPieces.of(call.arguments())) {
      delta(index, NODES.objectNode().put("type", "input_json_delta").put("partial_json", piece));
    }
    add(type("content_block_stop").put("index", index));
  }

  private void start(int index, ObjectNode block) {
    add(type("content_block_start").put("index", index).set("content_block", block));
  }

  private void delta(int index, ObjectNode delta) {
    add(type("content_block_delta").put("index", index).set("delta", delta));
  }

  private static ObjectNode type(String type) {
    return NODES.objectNode().put("type", type);
  }

  private void add(ObjectNode data) {
    events.add(event(data));
  }
}
