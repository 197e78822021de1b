package dev.barnabas.cli.verify;

import dev.barnabas.redaction.Role;
import dev.barnabas.redaction.SlotKind;
import dev.barnabas.redaction.TextSlot;
import dev.barnabas.schemas.ContentPart;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.ResponseFormat;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.schemas.ToolDefinition;
import dev.barnabas.schemas.WorkItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every text in a request or a work item that a client chose, for the redaction engine. */
final class PayloadTexts {
  private final List<TextSlot> slots = new ArrayList<>();

  private PayloadTexts() {}

  /** The texts of a request. */
  static List<TextSlot> of(InferenceRequest request) {
    PayloadTexts texts = new PayloadTexts();
    texts.add(Role.USER, SlotKind.PROSE, request.getPrompt());
    texts.content(request.getMessages(), request.getTools(), request.getResponseFormat());
    texts.rest(request.getParameters().getStop(), request.getParameters().getPassThrough());
    return texts.slots;
  }

  /** The texts of a work item. */
  static List<TextSlot> of(WorkItem item) {
    PayloadTexts texts = new PayloadTexts();
    texts.content(item.getMessages(), item.getTools(), item.getResponseFormat());
    texts.rest(item.getStop(), item.getPassThrough());
    return texts.slots;
  }

  private void content(
      List<Message> messages, List<ToolDefinition> tools, @Nullable ResponseFormat format) {
    messages.forEach(this::message);
    for (ToolDefinition tool : tools) {
      add(Role.DEVELOPER, SlotKind.PROSE, tool.getName());
      add(Role.DEVELOPER, SlotKind.PROSE, tool.getDescription());
      add(Role.DEVELOPER, SlotKind.JSON, tool.getParametersSchema());
    }
    if (format != null) {
      add(Role.DEVELOPER, SlotKind.PROSE, format.getSchemaName());
      add(Role.DEVELOPER, SlotKind.JSON, format.getSchemaText());
    }
  }

  private void rest(List<String> stop, Map<String, String> passThrough) {
    stop.forEach(text -> add(Role.USER, SlotKind.PROSE, text));
    new TreeMap<>(passThrough).values().forEach(json -> add(Role.USER, SlotKind.JSON, json));
  }

  private void message(Message message) {
    Role role = role(message.getRole());
    add(role, SlotKind.PROSE, message.getContent());
    for (ContentPart part : message.getParts()) {
      add(role, SlotKind.PROSE, part.getText());
      add(role, SlotKind.PROSE, part.getDataRef());
    }
    add(role, SlotKind.PROSE, message.getName());
    for (ToolCall call : message.getToolCalls()) {
      add(role, SlotKind.PROSE, call.getId());
      add(role, SlotKind.PROSE, call.getName());
      add(role, SlotKind.JSON, call.getArguments());
    }
    add(role, SlotKind.PROSE, message.getToolCallId());
  }

  private void add(Role role, SlotKind kind, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      slots.add(new TextSlot(Integer.toString(slots.size()), role, kind, text));
    }
  }

  private static Role role(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "assistant" -> Role.ASSISTANT;
      case "tool" -> Role.TOOL;
      default -> Role.USER;
    };
  }
}
