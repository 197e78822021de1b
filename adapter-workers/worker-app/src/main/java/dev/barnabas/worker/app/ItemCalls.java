package dev.barnabas.worker.app;

import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.MessagePart;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Role;
import dev.barnabas.adapter.Sampling;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.ToolDefinition;
import dev.barnabas.schemas.ContentPart;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.TraceHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a work item into the call it asks for. */
final class ItemCalls {

  /** Stands until the report draws the real one. */
  private static final String NOT_DRAWN = "none";

  private ItemCalls() {}

  /** The call; empty if the item asks for something that no call can be. */
  static Optional<ModelCall> of(WorkItem item) {
    try {
      return Optional.of(call(item));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ModelCall call(WorkItem item) {
    return new ModelCall(
        item.getAttemptId(),
        NOT_DRAWN,
        item.getModel(),
        item.getMessages().stream().map(ItemCalls::message).toList(),
        item.getTools().stream()
            .map(tool ->
                new ToolDefinition(
                    tool.getName(), tool.getDescription(), tool.getParametersSchema(), false))
            .toList(),
        format(item.getResponseFormat()),
        new Sampling(item.getTemperature(), item.getTopP(), item.getStop(), item.getSeed()),
        item.getPassThrough(),
        item.getMaxOutputTokens(),
        item.getDeadline(),
        null,
        TraceHeaders.traceparent(TraceHeaders.parse(item.getTraceparent())).orElse(null));
  }

  private static Message message(dev.barnabas.schemas.Message message) {
    List<MessagePart> parts = new ArrayList<>();
    if (message.getContent() != null) {
      parts.add(new MessagePart.Text(message.getContent()));
    }
    message.getParts().forEach(part -> parts.add(part(part)));
    return new Message(
        Role.of(message.getRole())
            .orElseThrow(() -> new IllegalArgumentException("role is not known")),
        parts,
        message.getName(),
        message.getToolCalls().stream()
            .map(asked -> new ToolCall(asked.getId(), asked.getName(), asked.getArguments()))
            .toList(),
        message.getToolCallId());
  }

  private static MessagePart part(ContentPart part) {
    if (part.getText() != null) {
      return new MessagePart.Text(part.getText());
    }
    if (part.getDataRef() == null) {
      throw new IllegalArgumentException("a part has neither text nor dataRef");
    }
    return new MessagePart.Media(part.getType(), part.getDataRef(), part.getMediaType());
  }

  private static ResponseFormat format(dev.barnabas.schemas.@Nullable ResponseFormat format) {
    if (format == null) {
      return ResponseFormat.TEXT;
    }
    return switch (format.getType()) {
      case "text" -> ResponseFormat.TEXT;
      case "json_object" -> new ResponseFormat.AnyJson();
      case "json_schema" -> schema(format);
      default -> throw new IllegalArgumentException("responseFormat.type is not known");
    };
  }

  private static ResponseFormat schema(dev.barnabas.schemas.ResponseFormat format) {
    String text = format.getSchemaText();
    if (text == null) {
      throw new IllegalArgumentException("responseFormat.schemaText is missing");
    }
    String name = format.getSchemaName();
    return new ResponseFormat.Schema(name == null ? "answer" : name, text, format.getStrict());
  }
}
