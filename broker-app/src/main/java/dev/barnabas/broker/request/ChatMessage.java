package dev.barnabas.broker.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role system, developer, user, assistant or tool
 * @param content the text, or null where parts carry it
 * @param parts the content in parts
 * @param name the speaker's or tool's name
 * @param toolCalls the calls of an assistant message
 * @param toolCallId which call a tool message answers
 */
public record ChatMessage(
    String role,
    @Nullable String content,
    List<Part> parts,
    @Nullable String name,
    List<FunctionCall> toolCalls,
    @Nullable String toolCallId) {
  public ChatMessage {
    parts = List.copyOf(parts);
    toolCalls = List.copyOf(toolCalls);
  }

  /** A message of one text. */
  public static ChatMessage of(String role, String content) {
    return new ChatMessage(role, content, List.of(), null, List.of(), null);
  }

  /**
   * One part of a message.
   *
   * @param type text, image, audio or file
   * @param text the text of a text part
   * @param dataRef where large data lies
   * @param mediaType the media type of dataRef
   */
  public record Part(
      String type, @Nullable String text, @Nullable String dataRef, @Nullable String mediaType) {}
}
