package dev.barnabas.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.http.GeneratedText;
import dev.barnabas.adapter.http.ServerSentEvent;
import dev.barnabas.adapter.http.StreamAssembly;
import dev.barnabas.adapter.http.StreamStep;
import dev.barnabas.vocabulary.FailureKind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of a message together. Its end marker is {@code message_stop} after a stop
 * reason. {@code message_start} reports the input's tokens, {@code message_delta} the output's,
 * cumulatively; where both report one, the larger holds, because some gateways fill in only the
 * later.
 */
final class AnthropicStreamAssembly implements StreamAssembly {
  private final GeneratedText generated = new GeneratedText();
  private final Map<Integer, BlockDraft> blocks = new TreeMap<>();
  private final ObjectNode usage = JsonNodeFactory.instance.objectNode();
  private @Nullable ObjectNode message;
  private @Nullable JsonNode stopReason;
  private @Nullable JsonNode stopSequence;
  private boolean outputReported;

  @Override
  public StreamStep accept(ServerSentEvent event) {
    return JsonText.read(event.data()).map(this::step).orElse(StreamStep.MALFORMED);
  }

  private StreamStep step(JsonNode event) {
    if (!event.isObject()) {
      return StreamStep.violation("", "type");
    }
    return switch (event.path("type").asText("")) {
      case "message_start" -> start(event.path("message"));
      case "content_block_start" -> startBlock(event);
      case "content_block_delta" -> delta(event);
      case "message_delta" -> messageDelta(event);
      case "message_stop" ->
          stopReason == null
              ? StreamStep.stopped(FailureKind.PROVIDER_UNAVAILABLE, "no_stop_reason")
              : StreamStep.COMPLETE;
      case "error" -> new StreamStep.Failed(event);
      // Pings, ends of blocks, and what Anthropic may add.
      default -> StreamStep.MORE;
    };
  }

  private StreamStep start(JsonNode started) {
    if (!(started instanceof ObjectNode begun)) {
      return StreamStep.violation("/message", "type");
    }
    message = begun.deepCopy();
    merge(begun.path("usage"));
    return StreamStep.MORE;
  }

  private StreamStep startBlock(JsonNode event) {
    JsonNode block = event.path("content_block");
    if (!event.path("index").isInt() || !block.isObject()) {
      return StreamStep.violation("/content_block", "type");
    }
    blocks.put(event.path("index").intValue(), new BlockDraft(block, generated));
    return StreamStep.MORE;
  }

  private StreamStep delta(JsonNode event) {
    JsonNode delta = event.path("delta");
    BlockDraft block =
        event.path("index").isInt() ? blocks.get(event.path("index").intValue()) : null;
    if (!delta.isObject() || block == null) {
      return StreamStep.violation("/delta", "type");
    }
    block.add(delta);
    return StreamStep.MORE;
  }

  private StreamStep messageDelta(JsonNode event) {
    JsonNode delta = event.path("delta");
    if (!delta.isObject()) {
      return StreamStep.violation("/delta", "type");
    }
    stopReason = delta.path("stop_reason").isTextual() ? delta.path("stop_reason") : stopReason;
    stopSequence =
        delta.path("stop_sequence").isTextual() ? delta.path("stop_sequence") : stopSequence;
    outputReported |= event.path("usage").path("output_tokens").isIntegralNumber();
    merge(event.path("usage"));
    return StreamStep.MORE;
  }

  private void merge(JsonNode reported) {
    reported
        .properties()
        .forEach(field -> {
          JsonNode known = usage.path(field.getKey());
          JsonNode said = field.getValue();
          boolean smaller =
              known.isIntegralNumber()
                  && said.isIntegralNumber()
                  && said.longValue() < known.longValue();
          if (!said.isNull() && !smaller) {
            usage.set(field.getKey(), said);
          }
        });
  }

  @Override
  public ObjectNode document() {
    ObjectNode document =
        message == null ? JsonNodeFactory.instance.objectNode() : message.deepCopy();
    boolean cut = stopReason != null && stopReason.asText().equals("max_tokens");
    ArrayNode content = document.putArray("content");
    blocks.values().forEach(block -> block.document(cut).ifPresent(content::add));
    if (stopReason != null) {
      document.set("stop_reason", stopReason);
    }
    if (stopSequence != null) {
      document.set("stop_sequence", stopSequence);
    }
    document.remove("usage");
    if (!usage.isEmpty()) {
      document.set("usage", usage);
    }
    return document;
  }

  @Override
  public boolean usageIsFinal() {
    return outputReported && stopReason != null;
  }

  @Override
  public GeneratedText generated() {
    return generated;
  }
}
