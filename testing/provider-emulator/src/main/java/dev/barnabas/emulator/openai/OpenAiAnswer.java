package dev.barnabas.emulator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.generation.Choice;
import dev.barnabas.emulator.generation.FinishReason;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.ToolCall;
import dev.barnabas.emulator.ledger.TokenUsage;
import java.util.List;

/** Writes the body of a chat completion. */
final class OpenAiAnswer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OpenAiAnswer() {}

  static ObjectNode of(Generation generation) {
    ObjectNode answer = envelope(generation, "chat.completion");
    ArrayNode choices = answer.putArray("choices");
    for (int i = 0; i < generation.choices().size(); i++) {
      Choice choice = generation.choices().get(i);
      ObjectNode node = choices.addObject().put("index", i);
      node.set("message", message(choice, generation, i));
      node.putNull("logprobs");
      node.put("finish_reason", finishReason(choice.finish()));
    }
    answer.set("usage", usage(generation.usage()));
    answer.put("service_tier", "default");
    answer.put("system_fingerprint", fingerprint(generation));
    return answer;
  }

  static ObjectNode envelope(Generation generation, String object) {
    return NODES
        .objectNode()
        .put("id", "chatcmpl-" + generation.callToken().substring(0, 29))
        .put("object", object)
        .put("created", generation.created().getEpochSecond())
        .put("model", generation.modelVersion());
  }

  private static ObjectNode message(Choice choice, Generation generation, int index) {
    ObjectNode message = NODES.objectNode().put("role", "assistant");
    boolean refused = choice.finish() == FinishReason.REFUSAL;
    if (refused || !choice.toolCalls().isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", choice.text());
    }
    message.put("refusal", refused ? choice.text() : null);
    message.putArray("annotations");
    if (!choice.toolCalls().isEmpty()) {
      message.set("tool_calls", toolCalls(choice.toolCalls(), generation, index));
    }
    return message;
  }

  private static ArrayNode toolCalls(List<ToolCall> calls, Generation generation, int index) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode call = array.addObject();
      call.put("id", toolCallId(generation, index, i)).put("type", "function");
      call.putObject("function")
          .put("name", calls.get(i).name())
          .put("arguments", calls.get(i).arguments());
    }
    return array;
  }

  static String toolCallId(Generation generation, int choice, int call) {
    return "call_" + generation.callToken().substring(0, 20) + choice + call;
  }

  static String finishReason(FinishReason finish) {
    return switch (finish) {
      case STOP, STOP_SEQUENCE, REFUSAL -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
    };
  }

  static String fingerprint(Generation generation) {
    return "fp_" + Integer.toHexString(generation.modelVersion().hashCode());
  }

  static ObjectNode usage(TokenUsage usage) {
    ObjectNode node = NODES.objectNode();
    node.put("prompt_tokens", usage.inputTokens());
    node.put("completion_tokens", usage.outputTokens());
    node.put("total_tokens", usage.totalTokens());
    node.putObject("prompt_tokens_details")
        .put("cached_tokens", usage.cachedInputTokens())
        .put("audio_tokens", 0);
    node.putObject("completion_tokens_details")
        .put("reasoning_tokens", usage.reasoningTokens())
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
    return node;
  }
}
