package dev.barnabas.adapter.anthropic;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.Tool;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Sampling;
import dev.barnabas.adapter.ToolDefinition;
import dev.barnabas.adapter.http.CallHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes a call as Anthropic reads it. The call meets the protocol's rules.
 *
 * <p>What Anthropic has no word for: a seed is left out; a temperature above 1 is sent as 1; of
 * temperature and top-p only the temperature is sent, because newer models refuse both; "any JSON
 * object" becomes a sentence of the system prompt.
 */
final class AnthropicRequests {
  private static final double WARMEST = 1;
  private static final String ANY_OBJECT = "{\"type\":\"object\"}";
  private static final String JSON_ONLY =
      "Answer with exactly one JSON object and nothing before or after it.";

  private AnthropicRequests() {}

  static MessageCreateParams params(ModelCall call) {
    AnthropicMessages messages = AnthropicMessages.of(call.messages());
    MessageCreateParams.Builder params =
        MessageCreateParams.builder()
            .model(call.model())
            .maxTokens(call.maxOutputTokens())
            .messages(messages.turns());
    List<String> system = new ArrayList<>(messages.system());
    addFormat(params, system, call.responseFormat());
    if (!system.isEmpty()) {
      params.system(String.join("\n\n", system));
    }
    call.tools().forEach(tool -> params.addTool(tool(tool)));
    addSampling(params, call.sampling());
    call.passThrough().forEach((name, text) -> params.putAdditionalBodyProperty(name, json(text)));
    CallHeaders.of(call).forEach(params::putAdditionalHeader);
    return params.build();
  }

  private static void addSampling(MessageCreateParams.Builder params, Sampling sampling) {
    if (sampling.temperature() != null) {
      double temperature = Math.min(sampling.temperature(), WARMEST);
      params.putAdditionalBodyProperty("temperature", JsonValue.from(temperature));
    } else if (sampling.topP() != null) {
      params.putAdditionalBodyProperty("top_p", JsonValue.from(sampling.topP()));
    }
    if (!sampling.stop().isEmpty()) {
      params.stopSequences(sampling.stop());
    }
  }

  private static void addFormat(
      MessageCreateParams.Builder params, List<String> system, ResponseFormat format) {
    switch (format) {
      case ResponseFormat.PlainText _ -> {}
      case ResponseFormat.AnyJson _ -> system.add(JSON_ONLY);
      case ResponseFormat.Schema schema ->
          params.outputConfig(
              OutputConfig.builder()
                  .format(
                      JsonOutputFormat.builder()
                          .schema(as(JsonOutputFormat.Schema.class, schema.schemaJson()))
                          .build())
                  .build());
    }
  }

  private static Tool tool(ToolDefinition tool) {
    String parameters = Objects.requireNonNullElse(tool.parametersJson(), ANY_OBJECT);
    Tool.Builder builder =
        Tool.builder().name(tool.name()).inputSchema(as(Tool.InputSchema.class, parameters));
    if (tool.description() != null) {
      builder.description(tool.description());
    }
    if (tool.strict()) {
      builder.strict(true);
    }
    return builder.build();
  }

  private static <T> T as(Class<T> type, String json) {
    return Objects.requireNonNull(json(json).convert(type), "json");
  }

  private static JsonValue json(String text) {
    return JsonValue.fromJsonNode(JsonText.read(text).orElseThrow());
  }
}
