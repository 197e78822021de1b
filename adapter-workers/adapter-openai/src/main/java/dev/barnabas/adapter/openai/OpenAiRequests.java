package dev.barnabas.adapter.openai;

import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Sampling;
import dev.barnabas.adapter.ToolDefinition;
import dev.barnabas.adapter.http.CallHeaders;
import java.util.Objects;

/** Writes a call as OpenAI reads it. The call meets the protocol's rules. */
final class OpenAiRequests {
  private final OpenAiDialect dialect;
  private final OpenAiMessages messages;

  OpenAiRequests(OpenAiDialect dialect) {
    this.dialect = dialect;
    this.messages = new OpenAiMessages(dialect);
  }

  /** A call's parameters; of a stream, its usage is asked for too. */
  ChatCompletionCreateParams params(ModelCall call, boolean streamed) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder().model(call.model());
    call.messages().forEach(message -> params.addMessage(messages.param(message)));
    call.tools().forEach(tool -> params.addTool(tool(tool)));
    addFormat(params, call.responseFormat());
    addSampling(params, call.sampling());
    String cap = dialect.maxCompletionTokens() ? "max_completion_tokens" : "max_tokens";
    params.putAdditionalBodyProperty(cap, JsonValue.from(call.maxOutputTokens()));
    call.passThrough().forEach((name, text) -> params.putAdditionalBodyProperty(name, json(text)));
    if (streamed) {
      params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
    }
    CallHeaders.of(call).forEach(params::putAdditionalHeader);
    return params.build();
  }

  private static void addSampling(ChatCompletionCreateParams.Builder params, Sampling sampling) {
    if (sampling.temperature() != null) {
      params.temperature(sampling.temperature());
    }
    if (sampling.topP() != null) {
      params.topP(sampling.topP());
    }
    if (!sampling.stop().isEmpty()) {
      params.stopOfStrings(sampling.stop());
    }
    if (sampling.seed() != null) {
      params.putAdditionalBodyProperty("seed", JsonValue.from(sampling.seed()));
    }
  }

  private static void addFormat(ChatCompletionCreateParams.Builder params, ResponseFormat format) {
    switch (format) {
      case ResponseFormat.PlainText _ -> {}
      case ResponseFormat.AnyJson _ ->
          params.responseFormat(ResponseFormatJsonObject.builder().build());
      case ResponseFormat.Schema(var name, var schemaJson, var strict) ->
          params.jsonSchemaResponseFormat(
              ResponseFormatJsonSchema.JsonSchema.builder()
                  .name(name)
                  .schema(as(ResponseFormatJsonSchema.JsonSchema.Schema.class, schemaJson))
                  .strict(strict)
                  .build());
    }
  }

  private static ChatCompletionFunctionTool tool(ToolDefinition tool) {
    FunctionDefinition.Builder function = FunctionDefinition.builder().name(tool.name());
    if (tool.description() != null) {
      function.description(tool.description());
    }
    if (tool.parametersJson() != null) {
      function.parameters(as(FunctionParameters.class, tool.parametersJson()));
    }
    if (tool.strict()) {
      function.strict(true);
    }
    return ChatCompletionFunctionTool.builder().function(function.build()).build();
  }

  private static <T> T as(Class<T> type, String json) {
    return Objects.requireNonNull(json(json).convert(type), "json");
  }

  private static JsonValue json(String text) {
    return JsonValue.fromJsonNode(JsonText.read(text).orElseThrow());
  }
}
