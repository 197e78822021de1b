package dev.barnabas.adapter.openai;

import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionDeveloperMessageParam;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionSystemMessageParam;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.MessagePart;
import dev.barnabas.adapter.ToolCall;
import java.util.Objects;

/** Writes messages as OpenAI reads them. */
final class OpenAiMessages {
  private final OpenAiDialect dialect;

  OpenAiMessages(OpenAiDialect dialect) {
    this.dialect = dialect;
  }

  ChatCompletionMessageParam param(Message message) {
    return switch (message.role()) {
      case SYSTEM -> system(message);
      case DEVELOPER -> dialect.developerRole() ? developer(message) : system(message);
      case USER -> user(message);
      case ASSISTANT -> assistant(message);
      case TOOL -> tool(message);
    };
  }

  private static ChatCompletionMessageParam system(Message message) {
    ChatCompletionSystemMessageParam.Builder param =
        ChatCompletionSystemMessageParam.builder().content(message.text());
    if (message.name() != null) {
      param.name(message.name());
    }
    return ChatCompletionMessageParam.ofSystem(param.build());
  }

  private static ChatCompletionMessageParam developer(Message message) {
    ChatCompletionDeveloperMessageParam.Builder param =
        ChatCompletionDeveloperMessageParam.builder().content(message.text());
    if (message.name() != null) {
      param.name(message.name());
    }
    return ChatCompletionMessageParam.ofDeveloper(param.build());
  }

  private static ChatCompletionMessageParam user(Message message) {
    ChatCompletionUserMessageParam.Builder param = ChatCompletionUserMessageParam.builder();
    if (message.textOnly()) {
      param.content(message.text());
    } else {
      param.contentOfArrayOfContentParts(
          message.parts().stream().map(OpenAiMessages::part).toList());
    }
    if (message.name() != null) {
      param.name(message.name());
    }
    return ChatCompletionMessageParam.ofUser(param.build());
  }

  private static ChatCompletionContentPart part(MessagePart part) {
    return switch (part) {
      case MessagePart.Text(var text) ->
          ChatCompletionContentPart.ofText(
              ChatCompletionContentPartText.builder().text(text).build());
      case MessagePart.Media media ->
          ChatCompletionContentPart.ofImageUrl(
              ChatCompletionContentPartImage.builder()
                  .imageUrl(
                      ChatCompletionContentPartImage.ImageUrl.builder()
                          .url(media.dataRef())
                          .build())
                  .build());
    };
  }

  private static ChatCompletionMessageParam assistant(Message message) {
    ChatCompletionAssistantMessageParam.Builder param =
        ChatCompletionAssistantMessageParam.builder();
    if (!message.parts().isEmpty()) {
      param.content(message.text());
    }
    if (message.name() != null) {
      param.name(message.name());
    }
    message.toolCalls().forEach(call -> param.addToolCall(toolCall(call)));
    return ChatCompletionMessageParam.ofAssistant(param.build());
  }

  private static ChatCompletionMessageFunctionToolCall toolCall(ToolCall call) {
    return ChatCompletionMessageFunctionToolCall.builder()
        .id(call.id())
        .function(
            ChatCompletionMessageFunctionToolCall.Function.builder()
                .name(call.name())
                .arguments(call.argumentsJson())
                .build())
        .build();
  }

  private static ChatCompletionMessageParam tool(Message message) {
    return ChatCompletionMessageParam.ofTool(
        ChatCompletionToolMessageParam.builder()
            .toolCallId(Objects.requireNonNull(message.toolCallId(), "toolCallId"))
            .content(message.text())
            .build());
  }
}
