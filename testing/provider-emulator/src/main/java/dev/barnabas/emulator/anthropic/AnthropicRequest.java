package dev.barnabas.emulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.barnabas.emulator.call.BodyCheck;
import dev.barnabas.emulator.call.ErrorKind;
import dev.barnabas.emulator.call.PromptReading;
import dev.barnabas.emulator.call.ProviderError;
import dev.barnabas.emulator.generation.AnswerFormat;
import dev.barnabas.emulator.generation.Prompt;
import dev.barnabas.emulator.generation.PromptMessage;
import dev.barnabas.emulator.generation.Tool;
import dev.barnabas.emulator.generation.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads and validates the body of POST /v1/messages. */
final class AnthropicRequest {
  private static final Set<String> ROLES = Set.of("user", "assistant", "system");

  private AnthropicRequest() {}

  static PromptReading read(JsonNode body) {
    if (!body.isObject()) {
      String message = "The request body is not a JSON object.";
      return new PromptReading.Invalid(ProviderError.of(ErrorKind.INVALID_REQUEST, message));
    }
    Optional<ProviderError> error = firstError(body);
    return error.isPresent()
        ? new PromptReading.Invalid(error.get())
        : new PromptReading.Valid(prompt(body));
  }

  private static Optional<ProviderError> firstError(JsonNode body) {
    return Stream.of(
            BodyCheck.filledText(body, "model"),
            body.has("max_tokens")
                ? BodyCheck.integer(body, "max_tokens", 1)
                : Optional.of(BodyCheck.missing("max_tokens")),
            BodyCheck.filledArray(body, "messages"),
            BodyCheck.number(body, "temperature", 0, 1),
            BodyCheck.number(body, "top_p", 0, 1),
            messages(body.path("messages")),
            tools(body.path("tools")))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<ProviderError> messages(JsonNode messages) {
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String at = "messages." + i;
      if (!ROLES.contains(message.path("role").asText())) {
        return Optional.of(BodyCheck.invalidValue(at + ".role", "user or assistant"));
      }
      JsonNode content = message.path("content");
      if (!content.isTextual() && !content.isArray()) {
        return Optional.of(BodyCheck.invalidType(at + ".content", "a string or an array"));
      }
      boolean prefill =
          i == messages.size() - 1 && message.path("role").asText().equals("assistant");
      if (content.isEmpty() && content.asText().isEmpty() && !prefill) {
        return Optional.of(BodyCheck.invalidValue(at, "content that is not empty"));
      }
    }
    return Optional.empty();
  }

  private static Optional<ProviderError> tools(JsonNode tools) {
    for (int i = 0; i < tools.size(); i++) {
      if (tools.get(i).path("name").asText().isEmpty()) {
        return Optional.of(BodyCheck.missing("tools." + i + ".name"));
      }
    }
    return Optional.empty();
  }

  private static Prompt prompt(JsonNode body) {
    var messages = new ArrayList<PromptMessage>();
    if (body.hasNonNull("system")) {
      messages.add(message("system", body.path("system")));
    }
    body.path("messages")
        .forEach(m -> messages.add(message(m.path("role").asText(), m.path("content"))));
    var tools = new ArrayList<Tool>();
    body.path("tools").forEach(tool -> addTool(tools, tool));
    return new Prompt(
        body.path("model").asText(),
        messages,
        tools,
        toolChoice(body.path("tool_choice")),
        format(body),
        stops(body.path("stop_sequences")),
        body.path("max_tokens").asInt(),
        1,
        null,
        body.path("stream").asBoolean(),
        true);
  }

  private static PromptMessage message(String role, JsonNode content) {
    var text = new StringBuilder(content.isTextual() ? content.asText() : "");
    var unspoken = new StringBuilder();
    int images = 0;
    for (JsonNode block : content.isArray() ? content : JsonNodeFactory.instance.arrayNode()) {
      switch (block.path("type").asText()) {
        case "text" -> text.append(block.path("text").asText());
        case "image" -> images++;
        case "tool_result" -> text.append(resultText(block.path("content")));
        default -> unspoken.append(block);
      }
    }
    return new PromptMessage(role, text.toString(), unspoken.toString(), images);
  }

  private static String resultText(JsonNode content) {
    return content.isTextual() ? content.asText() : content.findValuesAsText("text").toString();
  }

  private static void addTool(List<Tool> tools, JsonNode tool) {
    JsonNode given = tool.path("input_schema");
    JsonNode schema =
        given.isObject() ? given : JsonNodeFactory.instance.objectNode().put("type", "object");
    tools.add(new Tool(tool.path("name").asText(), schema, tool.toString()));
  }

  private static ToolChoice toolChoice(JsonNode choice) {
    return switch (choice.path("type").asText("auto")) {
      case "any" -> new ToolChoice.Required();
      case "none" -> new ToolChoice.Never();
      case "tool" -> new ToolChoice.Named(choice.path("name").asText());
      default -> new ToolChoice.Auto();
    };
  }

  /** Structured outputs: {@code output_config.format}, or {@code output_format} as it was first. */
  private static AnswerFormat format(JsonNode body) {
    JsonNode configured = body.path("output_config").path("format");
    JsonNode format = configured.isObject() ? configured : body.path("output_format");
    return format.path("type").asText().equals("json_schema") && format.path("schema").isObject()
        ? new AnswerFormat.Structured(format.path("schema"))
        : new AnswerFormat.Text();
  }

  private static List<String> stops(JsonNode given) {
    var stops = new ArrayList<String>();
    given.forEach(one -> stops.add(one.asText()));
    stops.removeIf(String::isEmpty);
    return stops;
  }
}
