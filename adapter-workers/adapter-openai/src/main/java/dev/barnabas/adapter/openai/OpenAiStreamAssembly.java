package dev.barnabas.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.http.GeneratedText;
import dev.barnabas.adapter.http.ServerSentEvent;
import dev.barnabas.adapter.http.StreamAssembly;
import dev.barnabas.adapter.http.StreamStep;
import dev.barnabas.vocabulary.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chunks of a chat completion together. Its end marker is {@code [DONE]} after a finish
 * reason; the usage is in the last chunk before it.
 */
final class OpenAiStreamAssembly implements StreamAssembly {
  private static final String END_MARKER = "[DONE]";

  /** Where compatible servers show reasoning, which is billed as output and is no answer. */
  private static final List<String> REASONING = List.of("reasoning_content", "reasoning");

  private final GeneratedText generated = new GeneratedText();
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final ToolCallPieces toolCalls = new ToolCallPieces(generated);
  private @Nullable JsonNode id;
  private @Nullable JsonNode model;
  private @Nullable JsonNode serviceTier;
  private @Nullable JsonNode finishReason;
  private @Nullable JsonNode usage;

  @Override
  public StreamStep accept(ServerSentEvent event) {
    if (event.data().strip().equals(END_MARKER)) {
      return finishReason == null
          ? StreamStep.stopped(FailureKind.PROVIDER_UNAVAILABLE, "no_finish_reason")
          : StreamStep.COMPLETE;
    }
    return JsonText.read(event.data()).map(this::chunk).orElse(StreamStep.MALFORMED);
  }

  private StreamStep chunk(JsonNode chunk) {
    if (!chunk.isObject()) {
      return StreamStep.violation("", "type");
    }
    if (chunk.hasNonNull("error")) {
      return new StreamStep.Failed(chunk);
    }
    id = latest(id, chunk.path("id"));
    model = latest(model, chunk.path("model"));
    serviceTier = latest(serviceTier, chunk.path("service_tier"));
    usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
    JsonNode choices = chunk.path("choices");
    if (!choices.isArray()) {
      return choices.isMissingNode() || choices.isNull()
          ? StreamStep.MORE
          : StreamStep.violation("/choices", "type");
    }
    for (JsonNode choice : choices) {
      // One choice is asked for: another one's index would be above 0.
      if (choice.path("index").asInt(0) == 0 && !takes(choice)) {
        return StreamStep.violation("/choices/0/delta", "type");
      }
    }
    return StreamStep.MORE;
  }

  /** Whether the choice has the form of one. */
  private boolean takes(JsonNode choice) {
    finishReason = latest(finishReason, choice.path("finish_reason"));
    JsonNode delta = choice.path("delta");
    if (delta.isMissingNode() || delta.isNull()) {
      return true;
    }
    for (String field : REASONING) {
      generated.addHidden(delta.path(field).asText(""));
    }
    return delta.isObject()
        && appended(content, delta.path("content"))
        && appended(refusal, delta.path("refusal"))
        && toolCalls.take(delta.path("tool_calls"));
  }

  private boolean appended(StringBuilder text, JsonNode piece) {
    if (piece.isTextual()) {
      text.append(piece.textValue());
      generated.add(piece.textValue());
    }
    return piece.isTextual() || piece.isNull() || piece.isMissingNode();
  }

  private static @Nullable JsonNode latest(@Nullable JsonNode known, JsonNode said) {
    return said.isTextual() ? said : known;
  }

  @Override
  public ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    set(document, "id", id);
    set(document, "model", model);
    set(document, "service_tier", serviceTier);
    ObjectNode choice = document.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", content.toString());
    message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
    if (!toolCalls.isEmpty()) {
      message.set("tool_calls", toolCalls.document());
    }
    set(choice, "finish_reason", finishReason);
    set(document, "usage", usage);
    return document;
  }

  private static void set(ObjectNode node, String field, @Nullable JsonNode value) {
    if (value != null) {
      node.set(field, value);
    }
  }

  @Override
  public boolean usageIsFinal() {
    return usage != null && finishReason != null;
  }

  @Override
  public GeneratedText generated() {
    return generated;
  }
}
