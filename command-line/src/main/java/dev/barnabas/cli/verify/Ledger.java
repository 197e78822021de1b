package dev.barnabas.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that providers saw, by their own books: the provider emulator's ledger files, one JSON
 * object per line. Immutable.
 *
 * @param given whether any file was given
 * @param calls the inference calls that carry a call id of ours
 */
record Ledger(boolean given, List<LedgerCall> calls) {
  private static final JsonMapper JSON = new JsonMapper();

  Ledger {
    calls = List.copyOf(calls);
  }

  /** No ledger. */
  static Ledger none() {
    return new Ledger(false, List.of());
  }

  /**
   * Reads ledger files.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException naming the file and line that is no ledger line
   */
  static Ledger read(List<Path> files) throws IOException {
    List<LedgerCall> calls = new ArrayList<>();
    for (Path file : files) {
      try (Stream<String> lines = Files.lines(file)) {
        calls.addAll(parse(file.toString(), lines.toList()));
      }
    }
    return new Ledger(!files.isEmpty(), calls);
  }

  /** The calls of one file's lines. A last line that was cut off by a kill is left out. */
  static List<LedgerCall> parse(String name, List<String> lines) {
    Map<Long, LedgerCall> calls = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        take(name, i + 1, i == lines.size() - 1, lines.get(i), calls);
      }
    }
    return calls.values().stream()
        .filter(call -> call.kind().equals("INFERENCE") && !call.callId().isEmpty())
        .toList();
  }

  private static void take(
      String name, int number, boolean last, String line, Map<Long, LedgerCall> calls) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      if (last) {
        return;
      }
      throw new IllegalArgumentException(name + ":" + number + ": not JSON", e);
    }
    long seq = json.path("callSeq").asLong();
    switch (json.path("event").asText()) {
      case "RECEIVED" -> calls.put(seq, received(name, number, json));
      case "ENDED" -> calls.computeIfPresent(seq, (_, call) -> call.ended(end(json)));
      default ->
          throw new IllegalArgumentException(
              name + ":" + number + ": event must be RECEIVED or ENDED");
    }
  }

  private static LedgerCall received(String name, int number, JsonNode json) {
    return new LedgerCall(
        name + ":" + number,
        json.path("kind").asText(),
        json.path("provider").asText(),
        text(json, "attempt"),
        text(json, "call"),
        null);
  }

  private static LedgerCall.End end(JsonNode json) {
    JsonNode usage = json.path("usage");
    return new LedgerCall.End(
        json.path("status").asInt(),
        json.path("fault").asText(),
        json.path("billed").asBoolean(),
        usage.path("inputTokens").asLong(),
        usage.path("outputTokens").asLong(),
        usage.path("cachedInputTokens").asLong(),
        usage.path("reasoningTokens").asLong());
  }

  private static String text(JsonNode json, String field) {
    @Nullable JsonNode value = json.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }
}
