package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param parts what is said; empty only for an assistant's message that is nothing but tool calls
 * @param name of the speaker, where a provider takes one
 * @param toolCalls that an assistant's message asked for
 * @param toolCallId of the call that a tool's message answers
 */
public record Message(
    Role role,
    List<MessagePart> parts,
    @Nullable String name,
    List<ToolCall> toolCalls,
    @Nullable String toolCallId) {

  public Message {
    requireNonNull(role, "role");
    parts = List.copyOf(parts);
    toolCalls = List.copyOf(toolCalls);
    if (parts.isEmpty() && toolCalls.isEmpty()) {
      throw new IllegalArgumentException("a message has neither parts nor toolCalls");
    }
    if (role == Role.TOOL && toolCallId == null) {
      throw new IllegalArgumentException("a tool's message has no toolCallId");
    }
  }

  /** A message of one text. */
  public static Message of(Role role, String text) {
    return new Message(role, List.of(new MessagePart.Text(text)), null, List.of(), null);
  }

  /** A tool's answer. */
  public static Message toolResult(String toolCallId, String text) {
    return new Message(Role.TOOL, List.of(new MessagePart.Text(text)), null, List.of(), toolCallId);
  }

  /** An assistant's message that asks for tools. */
  public static Message asking(List<ToolCall> toolCalls) {
    return new Message(Role.ASSISTANT, List.of(), null, toolCalls, null);
  }

  /** The text parts, joined by line breaks. */
  public String text() {
    return parts.stream()
        .filter(MessagePart.Text.class::isInstance)
        .map(part -> ((MessagePart.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  /** Whether every part is text. */
  public boolean textOnly() {
    return parts.stream().allMatch(MessagePart.Text.class::isInstance);
  }

  /** Sizes only: a message's text is never printed. */
  @Override
  public String toString() {
    return "Message[role=%s, parts=%s, toolCalls=%d]".formatted(role, parts, toolCalls.size());
  }
}
