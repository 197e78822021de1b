package dev.barnabas.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.http.GeneratedText;
import java.util.Optional;

/**
 * A content block that comes in pieces: text, a tool's use, or one that is no part of an answer.
 */
final class BlockDraft {
  private final ObjectNode begun;
  private final String type;
  private final GeneratedText generated;
  private final StringBuilder pieces = new StringBuilder();

  BlockDraft(JsonNode block, GeneratedText generated) {
    this.begun = block.deepCopy();
    this.type = block.path("type").asText("");
    this.generated = generated;
    String said = block.path(type.equals("text") ? "text" : "name").asText("");
    generated.add(said);
    if (type.equals("text")) {
      pieces.append(said);
    }
  }

  /** Takes a piece; one of a kind that the block does not have is billed at most. */
  void add(JsonNode delta) {
    String kept =
        switch (type) {
          case "text" -> delta.path("text").asText("");
          case "tool_use" -> delta.path("partial_json").asText("");
          default -> "";
        };
    pieces.append(kept);
    generated.add(kept);
    generated.addHidden(delta.path("thinking").asText(""));
  }

  /**
   * The block as an answer that is not streamed has it.
   *
   * @param cut whether the token cap ended the answer: then arguments that are a piece only are
   *     left out
   */
  Optional<ObjectNode> document(boolean cut) {
    ObjectNode block = begun.deepCopy();
    return switch (type) {
      case "text" -> Optional.of(block.put("text", pieces.toString()));
      case "tool_use" -> {
        Optional<JsonNode> input =
            pieces.isEmpty()
                ? Optional.of(block.path("input"))
                : JsonText.read(pieces.toString()).filter(JsonNode::isObject);
        // Text where an object belongs: the envelope refuses it.
        block.set("input", input.orElseGet(() -> TextNode.valueOf("")));
        yield input.isEmpty() && cut ? Optional.empty() : Optional.of(block);
      }
      default -> Optional.empty();
    };
  }
}
