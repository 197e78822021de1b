package dev.barnabas.emulator.openai;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and validates the body of POST /v1/chat/completions. */
final class OpenAiRequest {
  private static final Set<String> ROLES =
      Set.of("developer", "system", "user", "assistant", "tool", "function");
  private static final int MOST_STOPS = 4;
  private static final int MOST_CHOICES = 128;

  private OpenAiRequest() {}

  static PromptReading read(JsonNode body) {
    if (!body.isObject()) {
      String message = "The request body is not a JSON object.";
      return new PromptReading.Invalid(
          new ProviderError(ErrorKind.INVALID_REQUEST, message, null, null));
    }
    Optional<ProviderError> error = firstError(body);
    return error.isPresent()
        ? new PromptReading.Invalid(error.get())
        : new PromptReading.Valid(prompt(body));
  }

  private static Optional<ProviderError> firstError(JsonNode body) {
    return Stream.of(
            BodyCheck.filledText(body, "model"),
            BodyCheck.filledArray(body, "messages"),
            BodyCheck.integer(body, "max_tokens", 1),
            BodyCheck.integer(body, "max_completion_tokens", 1),
            BodyCheck.number(body, "temperature", 0, 2),
            BodyCheck.number(body, "top_p", 0, 1),
            BodyCheck.number(body, "n", 1, MOST_CHOICES),
            messages(body.path("messages")),
            stop(body.path("stop")),
            tools(body),
            format(body))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<ProviderError> messages(JsonNode messages) {
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String at = "messages[" + i + "]";
      if (!message.isObject()) {
        return Optional.of(BodyCheck.invalidType(at, "an object"));
      }
      if (!ROLES.contains(message.path("role").asText())) {
        return Optional.of(BodyCheck.invalidValue(at + ".role", "one of the known roles"));
      }
      JsonNode content = message.path("content");
      boolean calls = message.path("tool_calls").isArray() || message.has("refusal");
      boolean absent = content.isMissingNode() || content.isNull();
      if (absent ? !calls : !(content.isTextual() || content.isArray())) {
        return Optional.of(BodyCheck.invalidType(at + ".content", "a string or an array"));
      }
    }
    return Optional.empty();
  }

  private static Optional<ProviderError> stop(JsonNode stop) {
    return stop.isArray() && stop.size() > MOST_STOPS
        ? Optional.of(
            ProviderError.invalid("stop", "array_above_max_length", "Invalid 'stop': too many."))
        : Optional.empty();
  }

  private static Optional<ProviderError> tools(JsonNode body) {
    JsonNode tools = body.path("tools");
    for (int i = 0; i < tools.size(); i++) {
      String at = "tools[" + i + "].function.name";
      boolean function = tools.get(i).path("type").asText().equals("function");
      if (function && tools.get(i).path("function").path("name").asText().isEmpty()) {
        return Optional.of(BodyCheck.missing(at));
      }
    }
    boolean choice = body.hasNonNull("tool_choice") && tools.isEmpty();
    return choice && !body.path("tool_choice").asText().equals("none")
        ? Optional.of(BodyCheck.invalidValue("tool_choice", "no choice where there are no tools"))
        : Optional.empty();
  }

  private static Optional<ProviderError> format(JsonNode body) {
    JsonNode format = body.path("response_format");
    return switch (format.path("type").asText("text")) {
      case "text" -> Optional.empty();
      case "json_object" ->
          body.path("messages").toString().toLowerCase(Locale.ROOT).contains("json")
              ? Optional.empty()
              : Optional.of(
                  new ProviderError(
                      ErrorKind.INVALID_REQUEST,
                      "'messages' must contain the word 'json' for a 'json_object' answer.",
                      "messages",
                      null));
      case "json_schema" ->
          format.path("json_schema").path("schema").isObject()
              ? Optional.empty()
              : Optional.of(BodyCheck.missing("response_format.json_schema.schema"));
      default ->
          Optional.of(
              BodyCheck.invalidValue("response_format.type", "text, json_object or json_schema"));
    };
  }

  private static Prompt prompt(JsonNode body) {
    var messages = new ArrayList<PromptMessage>();
    body.path("messages").forEach(message -> messages.add(message(message)));
    var tools = new ArrayList<Tool>();
    body.path("tools").forEach(tool -> addTool(tools, tool));
    return new Prompt(
        body.path("model").asText(),
        messages,
        tools,
        toolChoice(body.path("tool_choice")),
        answerFormat(body.path("response_format")),
        stops(body.path("stop")),
        maxTokens(body),
        body.path("n").asInt(1),
        body.hasNonNull("seed") ? body.path("seed").asLong() : null,
        body.path("stream").asBoolean(),
        body.path("stream_options").path("include_usage").asBoolean());
  }

  private static PromptMessage message(JsonNode message) {
    JsonNode content = message.path("content");
    var text = new StringBuilder(content.isTextual() ? content.asText() : "");
    int images = 0;
    for (JsonNode part : content.isArray() ? content : JsonNodeFactory.instance.arrayNode()) {
      text.append(part.path("text").asText(""));
      images += part.path("type").asText().equals("image_url") ? 1 : 0;
    }
    String calls =
        message.path("tool_calls").isArray() ? message.path("tool_calls").toString() : "";
    String unspoken = message.path("name").asText("") + calls;
    return new PromptMessage(message.path("role").asText(), text.toString(), unspoken, images);
  }

  private static void addTool(List<Tool> tools, JsonNode tool) {
    JsonNode function = tool.path("function");
    JsonNode given = function.path("parameters");
    JsonNode schema =
        given.isObject() ? given : JsonNodeFactory.instance.objectNode().put("type", "object");
    tools.add(new Tool(function.path("name").asText(), schema, tool.toString()));
  }

  private static ToolChoice toolChoice(JsonNode choice) {
    if (choice.isObject()) {
      return new ToolChoice.Named(choice.path("function").path("name").asText());
    }
    return switch (choice.asText("auto")) {
      case "none" -> new ToolChoice.Never();
      case "required" -> new ToolChoice.Required();
      default -> new ToolChoice.Auto();
    };
  }

  private static AnswerFormat answerFormat(JsonNode format) {
    return switch (format.path("type").asText("text")) {
      case "json_object" -> new AnswerFormat.AnyJsonObject();
      case "json_schema" -> new AnswerFormat.Structured(format.path("json_schema").path("schema"));
      default -> new AnswerFormat.Text();
    };
  }

  private static List<String> stops(JsonNode stop) {
    if (stop.isTextual()) {
      return List.of(stop.asText());
    }
    var stops = new ArrayList<String>();
    stop.forEach(one -> stops.add(one.asText()));
    stops.removeIf(String::isEmpty);
    return stops;
  }

  private static @Nullable Integer maxTokens(JsonNode body) {
    JsonNode most = body.path("max_completion_tokens");
    JsonNode limit = most.isNumber() ? most : body.path("max_tokens");
    return limit.isNumber() ? limit.asInt() : null;
  }
}
