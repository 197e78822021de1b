package dev.barnabas.adapter.anthropic;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlockParam;
import com.anthropic.models.messages.UrlImageSource;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.MessagePart;
import dev.barnabas.adapter.Role;
import dev.barnabas.adapter.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A conversation as Anthropic reads it: what system and developer say stands apart, a tool's answer
 * is a block of the user's turn, and turns of one speaker in a row are one turn.
 *
 * @param system in the order said
 * @param turns of user and assistant
 */
record AnthropicMessages(List<String> system, List<MessageParam> turns) {

  static AnthropicMessages of(List<Message> messages) {
    List<String> system =
        messages.stream().filter(AnthropicMessages::isSystem).map(Message::text).toList();
    List<Message> rest = messages.stream().filter(message -> !isSystem(message)).toList();
    // There must be a turn: a conversation of nothing but instructions is asked by the user.
    return rest.isEmpty()
        ? new AnthropicMessages(
            List.of(), turns(List.of(Message.of(Role.USER, String.join("\n\n", system)))))
        : new AnthropicMessages(system, turns(rest));
  }

  private static boolean isSystem(Message message) {
    return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
  }

  private static List<MessageParam> turns(List<Message> messages) {
    List<MessageParam> turns = new ArrayList<>();
    List<ContentBlockParam> blocks = new ArrayList<>();
    Role speaker = speaker(messages.getFirst());
    for (Message message : messages) {
      if (speaker(message) != speaker) {
        turns.add(turn(speaker, blocks));
        blocks = new ArrayList<>();
        speaker = speaker(message);
      }
      addBlocks(blocks, message);
    }
    turns.add(turn(speaker, blocks));
    return turns;
  }

  private static Role speaker(Message message) {
    return message.role() == Role.ASSISTANT ? Role.ASSISTANT : Role.USER;
  }

  private static MessageParam turn(Role speaker, List<ContentBlockParam> blocks) {
    boolean plain = blocks.size() == 1 && blocks.getFirst().isText();
    if (speaker == Role.ASSISTANT) {
      return plain
          ? MessageParam.ofAssistant(blocks.getFirst().asText().text())
          : MessageParam.ofAssistantOfContentBlockParams(blocks);
    }
    return plain
        ? MessageParam.ofUser(blocks.getFirst().asText().text())
        : MessageParam.ofUserOfContentBlockParams(blocks);
  }

  private static void addBlocks(List<ContentBlockParam> blocks, Message message) {
    if (message.role() == Role.TOOL) {
      blocks.add(
          ContentBlockParam.ofToolResult(
              ToolResultBlockParam.builder()
                  .toolUseId(Objects.requireNonNull(message.toolCallId(), "toolCallId"))
                  .content(message.text())
                  .build()));
      return;
    }
    message.parts().forEach(part -> blocks.add(block(part)));
    message.toolCalls().forEach(call -> blocks.add(toolUse(call)));
  }

  private static ContentBlockParam block(MessagePart part) {
    return switch (part) {
      case MessagePart.Text(var text) ->
          ContentBlockParam.ofText(TextBlockParam.builder().text(text).build());
      case MessagePart.Media media -> ContentBlockParam.ofImage(image(media));
    };
  }

  private static ImageBlockParam image(MessagePart.Media media) {
    return DataUri.parse(media.dataRef())
        .map(data -> ImageBlockParam.builder().source(data.source()).build())
        .orElseGet(() ->
            ImageBlockParam.builder()
                .source(UrlImageSource.builder().url(media.dataRef()).build())
                .build());
  }

  private static ContentBlockParam toolUse(ToolCall call) {
    JsonValue input = JsonValue.fromJsonNode(JsonText.read(call.argumentsJson()).orElseThrow());
    return ContentBlockParam.ofToolUse(
        ToolUseBlockParam.builder()
            .id(call.id())
            .name(call.name())
            .input(Objects.requireNonNull(input.convert(ToolUseBlockParam.Input.class), "input"))
            .build());
  }
}
