package dev.barnabas.emulator.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.generation.Choice;
import dev.barnabas.emulator.generation.FinishReason;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.ToolCall;
import dev.barnabas.emulator.ledger.TokenUsage;

/** Writes the body of a message. */
final class AnthropicAnswer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnthropicAnswer() {}

  static ObjectNode of(Generation generation) {
    Choice choice = generation.choices().getFirst();
    ObjectNode answer = envelope(generation);
    ArrayNode content = answer.withArray("content");
    if (choice.toolCalls().isEmpty() && !choice.text().isEmpty()) {
      content.addObject().put("type", "text").put("text", choice.text());
    }
    for (int i = 0; i < choice.toolCalls().size(); i++) {
      ToolCall call = choice.toolCalls().get(i);
      content.add(toolUse(generation, i, call).set("input", tree(call.arguments())));
    }
    answer.put("stop_reason", stopReason(choice.finish()));
    answer.put("stop_sequence", choice.stopSequence());
    answer.set("usage", usage(generation.usage(), generation.usage().outputTokens()));
    return answer;
  }

  /** A message without content, as a stream starts with. */
  static ObjectNode envelope(Generation generation) {
    ObjectNode message = NODES.objectNode();
    message.put("id", "msg_01" + generation.callToken().substring(0, 22));
    message.put("type", "message").put("role", "assistant");
    message.put("model", generation.modelVersion());
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    return message;
  }

  static ObjectNode toolUse(Generation generation, int index, ToolCall call) {
    ObjectNode use = NODES.objectNode().put("type", "tool_use");
    use.put("id", "toolu_01" + generation.callToken().substring(0, 21) + index);
    use.put("name", call.name());
    use.putObject("input");
    return use;
  }

  static String stopReason(FinishReason finish) {
    return switch (finish) {
      case STOP -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER, REFUSAL -> "refusal";
    };
  }

  /** Anthropic counts cached tokens beside {@code input_tokens}, not among them. */
  static ObjectNode usage(TokenUsage usage, long outputTokens) {
    ObjectNode node = NODES.objectNode();
    node.put("input_tokens", usage.inputTokens() - usage.cachedInputTokens());
    node.put("cache_creation_input_tokens", 0);
    node.put("cache_read_input_tokens", usage.cachedInputTokens());
    node.putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", 0)
        .put("ephemeral_1h_input_tokens", 0);
    node.put("output_tokens", outputTokens);
    node.put("service_tier", "standard");
    return node;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("generated arguments are JSON", e);
    }
  }
}
