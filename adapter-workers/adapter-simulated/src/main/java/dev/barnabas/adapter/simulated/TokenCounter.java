package dev.barnabas.adapter.simulated;

import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The simulated provider's token rule, which is the provider emulator's: a token per four UTF-8
 * bytes rounded up; 3 for a prompt and 4 for each message; 8 and its text for each tool, tool call
 * or schema.
 */
final class TokenCounter {
  private static final int BYTES_PER_TOKEN = 4;
  private static final int PROMPT_OVERHEAD = 3;
  private static final int MESSAGE_OVERHEAD = 4;
  private static final int STRUCTURE_OVERHEAD = 8;

  private TokenCounter() {}

  static long ofText(String text) {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  static long ofPrompt(ModelCall call) {
    long tokens = PROMPT_OVERHEAD;
    for (Message message : call.messages()) {
      tokens += MESSAGE_OVERHEAD + ofText(message.text()) + ofToolCalls(message.toolCalls());
    }
    for (ToolDefinition tool : call.tools()) {
      String parameters = tool.parametersJson() == null ? "" : tool.parametersJson();
      tokens += STRUCTURE_OVERHEAD + ofText(tool.name() + parameters);
    }
    return call.responseFormat() instanceof ResponseFormat.Schema schema
        ? tokens + STRUCTURE_OVERHEAD + ofText(schema.schemaJson())
        : tokens;
  }

  static long ofAnswer(String text, List<ToolCall> toolCalls) {
    return ofText(text) + ofToolCalls(toolCalls);
  }

  /** The longest beginning of a text that has at most {@code tokens} tokens. */
  static String cut(String text, long tokens) {
    long left = tokens * BYTES_PER_TOKEN;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      left -= Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (left < 0) {
        return text.substring(0, end);
      }
      end += Character.charCount(codePoint);
    }
    return text;
  }

  private static long ofToolCalls(List<ToolCall> toolCalls) {
    return toolCalls.stream()
        .mapToLong(call -> STRUCTURE_OVERHEAD + ofText(call.name()) + ofText(call.argumentsJson()))
        .sum();
  }
}
