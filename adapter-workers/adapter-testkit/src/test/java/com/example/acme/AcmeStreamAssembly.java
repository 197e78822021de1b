package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.http.GeneratedText;
import dev.barnabas.adapter.http.ServerSentEvent;
import dev.barnabas.adapter.http.StreamAssembly;
import dev.barnabas.adapter.http.StreamStep;
import java.util.Optional;

/** Puts Acme's chunks together: one text, at most one tool call. */
final class AcmeStreamAssembly implements StreamAssembly {
  private final GeneratedText generated = new GeneratedText();
  private final StringBuilder said = new StringBuilder();
  private final StringBuilder arguments = new StringBuilder();
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private String tool = "";
  private String toolCallId = "";
  private String finish = "";

  @Override
  public StreamStep accept(ServerSentEvent event) {
    if (event.data().equals("[DONE]")) {
      return StreamStep.COMPLETE;
    }
    Optional<JsonNode> chunk = JsonText.read(event.data());
    return chunk.isEmpty() ? StreamStep.MALFORMED : step(chunk.get());
  }

  private StreamStep step(JsonNode chunk) {
    if (chunk.has("error")) {
      return new StreamStep.Failed(chunk);
    }
    if (!(chunk.path("choices") instanceof ArrayNode choices)) {
      return StreamStep.violation("/choices", "type");
    }
    document.set("id", chunk.path("id"));
    document.set("model", chunk.path("model"));
    if (chunk.path("usage").isObject()) {
      document.set("usage", chunk.path("usage"));
    }
    JsonNode choice = choices.path(0);
    finish = choice.path("finish_reason").asText("null").replace("null", finish);
    take(choice.path("delta"));
    return StreamStep.MORE;
  }

  private void take(JsonNode delta) {
    JsonNode text = delta.hasNonNull("refusal") ? delta.path("refusal") : delta.path("content");
    JsonNode call = delta.path("tool_calls").path(0);
    tool += call.path("function").path("name").asText("");
    toolCallId += call.path("id").asText("");
    keep(said, text);
    keep(arguments, call.path("function").path("arguments"));
  }

  private void keep(StringBuilder kept, JsonNode piece) {
    if (piece.isTextual()) {
      kept.append(piece.textValue());
      generated.add(piece.textValue());
    }
  }

  @Override
  public ObjectNode document() {
    ObjectNode choice = JsonNodeFactory.instance.objectNode().put("finish_reason", finish);
    ObjectNode message = choice.putObject("message").put("content", said.toString());
    if (!tool.isEmpty()) {
      ObjectNode call = message.putArray("tool_calls").addObject().put("id", toolCallId);
      call.putObject("function").put("name", tool).put("arguments", arguments.toString());
    }
    document.putArray("choices").add(choice);
    return document;
  }

  @Override
  public boolean usageIsFinal() {
    return document.has("usage");
  }

  @Override
  public GeneratedText generated() {
    return generated;
  }
}
