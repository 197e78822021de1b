package dev.barnabas.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.http.GeneratedText;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tool calls that come in pieces: id and name in the first piece of a call, its arguments spread
 * over the rest. Pieces belong to the call of their index; a server that sends none begins a new
 * call with each id.
 */
final class ToolCallPieces {
  private final GeneratedText generated;
  private final Map<Integer, Draft> drafts = new TreeMap<>();
  private int last = -1;

  ToolCallPieces(GeneratedText generated) {
    this.generated = generated;
  }

  /** Takes the pieces of a chunk; false if they have not the form of pieces. */
  boolean take(JsonNode pieces) {
    if (pieces.isMissingNode() || pieces.isNull()) {
      return true;
    }
    if (!pieces.isArray()) {
      return false;
    }
    for (JsonNode piece : pieces) {
      if (!piece.isObject() || !piece.path("function").isObject()) {
        return false;
      }
      last = index(piece);
      add(drafts.computeIfAbsent(last, _ -> new Draft()), piece);
    }
    return true;
  }

  private int index(JsonNode piece) {
    if (piece.path("index").isInt()) {
      return piece.path("index").intValue();
    }
    return piece.path("id").isTextual() || last < 0 ? last + 1 : last;
  }

  private void add(Draft draft, JsonNode piece) {
    JsonNode function = piece.path("function");
    append(draft.id, draft.id.isEmpty() ? piece.path("id") : piece.path(""));
    append(draft.name, function.path("name"));
    append(draft.arguments, function.path("arguments"));
  }

  private void append(StringBuilder text, JsonNode piece) {
    String said = piece.asText("");
    if (piece.isTextual()) {
      text.append(said);
      generated.add(said);
    }
  }

  boolean isEmpty() {
    return drafts.isEmpty();
  }

  /** The calls, as an answer that is not streamed has them. */
  ArrayNode document() {
    ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    drafts
        .values()
        .forEach(draft -> {
          ObjectNode call = calls.addObject();
          call.put("id", draft.id.toString()).put("type", "function");
          call.putObject("function")
              .put("name", draft.name.toString())
              .put("arguments", draft.arguments.toString());
        });
    return calls;
  }

  private static final class Draft {
    private final StringBuilder id = new StringBuilder();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
  }
}
