package dev.barnabas.emulator.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON form of ledger lines, both ways. */
final class LedgerLine {
  static final String RECEIVED = "RECEIVED";
  static final String ENDED = "ENDED";
  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerLine() {}

  static byte[] of(CallReceived call) {
    ObjectNode line = JSON.createObjectNode().put("event", RECEIVED);
    line.put("callSeq", call.callSeq()).put("kind", call.kind().name());
    line.put("provider", call.provider()).put("route", call.route()).put("api", call.api());
    line.put("model", call.model()).put("stream", call.stream());
    line.put("attempt", call.attemptId()).put("call", call.callId());
    line.put("receivedAt", call.receivedAt().toString());
    line.put("bodySha256", call.bodySha256()).put("bodyBytes", call.bodyBytes());
    line.put("bodyComplete", call.bodyComplete());
    return bytes(line);
  }

  static byte[] of(CallEnded end, CallReceived call) {
    ObjectNode line = JSON.createObjectNode().put("event", ENDED).put("callSeq", end.callSeq());
    line.put("provider", call.provider()).put("model", call.model());
    line.put("attempt", call.attemptId()).put("call", call.callId());
    line.put("endedAt", end.endedAt().toString()).put("status", end.status());
    line.put("sent", end.sent().name()).put("bytesSent", end.bytesSent());
    line.put("fault", end.fault()).put("billed", end.billed());
    ObjectNode usage = line.putObject("usage");
    usage.put("inputTokens", end.usage().inputTokens());
    usage.put("outputTokens", end.usage().outputTokens());
    usage.put("cachedInputTokens", end.usage().cachedInputTokens());
    usage.put("reasoningTokens", end.usage().reasoningTokens());
    line.put("requestId", end.requestId()).put("reason", end.reason());
    return bytes(line);
  }

  static JsonNode parse(String line) throws IOException {
    return JSON.readTree(line);
  }

  static CallReceived received(JsonNode line) {
    return new CallReceived(
        line.path("callSeq").asLong(),
        CallReceived.Kind.valueOf(line.path("kind").asText()),
        line.path("provider").asText(),
        line.path("route").asText(),
        line.path("api").asText(),
        text(line, "model"),
        line.path("stream").asBoolean(),
        text(line, "attempt"),
        text(line, "call"),
        Instant.parse(line.path("receivedAt").asText()),
        line.path("bodySha256").asText(),
        line.path("bodyBytes").asLong(),
        line.path("bodyComplete").asBoolean());
  }

  static CallEnded ended(JsonNode line) {
    JsonNode usage = line.path("usage");
    return new CallEnded(
        line.path("callSeq").asLong(),
        Instant.parse(line.path("endedAt").asText()),
        line.path("status").asInt(),
        Sent.valueOf(line.path("sent").asText()),
        line.path("bytesSent").asLong(),
        line.path("fault").asText(),
        line.path("billed").asBoolean(),
        new TokenUsage(
            usage.path("inputTokens").asLong(),
            usage.path("outputTokens").asLong(),
            usage.path("cachedInputTokens").asLong(),
            usage.path("reasoningTokens").asLong()),
        line.path("requestId").asText(),
        line.path("reason").asText());
  }

  private static @Nullable String text(JsonNode line, String field) {
    return line.hasNonNull(field) ? line.path(field).asText() : null;
  }

  private static byte[] bytes(ObjectNode line) {
    try {
      return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot be written", e);
    }
  }
}
