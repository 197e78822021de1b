package dev.barnabas.emulator.generation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The emulator's own token rule, for usage and billing.
 *
 * <p>Text: one token per four UTF-8 bytes, rounded up. A prompt: 3, plus per message 4 and its text
 * and unspoken parts, plus 85 per image, plus 8 and the definition per tool, plus 8 and the schema
 * for a structured answer. An answer: its text, plus per tool call 8, its name and its arguments.
 */
public final class TokenCounter {
  static final int BYTES_PER_TOKEN = 4;
  private static final int PROMPT_OVERHEAD = 3;
  private static final int MESSAGE_OVERHEAD = 4;
  private static final int IMAGE_TOKENS = 85;
  private static final int TOOL_OVERHEAD = 8;

  private TokenCounter() {}

  public static int ofText(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  public static int ofPrompt(Prompt prompt) {
    int tokens = PROMPT_OVERHEAD;
    for (PromptMessage message : prompt.messages()) {
      tokens += MESSAGE_OVERHEAD + ofText(message.text()) + ofText(message.unspoken());
      tokens += IMAGE_TOKENS * message.images();
    }
    for (Tool tool : prompt.tools()) {
      tokens += TOOL_OVERHEAD + ofText(tool.definition());
    }
    if (prompt.format() instanceof AnswerFormat.Structured(var schema)) {
      tokens += TOOL_OVERHEAD + ofText(schema.toString());
    }
    return tokens;
  }

  public static int ofAnswer(String text, List<ToolCall> toolCalls) {
    int tokens = ofText(text);
    for (ToolCall call : toolCalls) {
      tokens += TOOL_OVERHEAD + ofText(call.name()) + ofText(call.arguments());
    }
    return tokens;
  }

  /** The longest beginning of a text that has at most {@code tokens} tokens. */
  static String cut(String text, int tokens) {
    int bytes = 0;
    long most = (long) tokens * BYTES_PER_TOKEN;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      bytes += utf8Length(codePoint);
      if (bytes > most) {
        return text.substring(0, i);
      }
      i += Character.charCount(codePoint);
    }
    return text;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
