package dev.barnabas.emulator.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a ledger file, also while it is written. */
public final class LedgerFile {
  private LedgerFile() {}

  /**
   * All calls of the file in the order received.
   *
   * <p>A last line without its line end was torn by a crash and is left out.
   *
   * @throws IOException when the file cannot be read, or a whole line is not a ledger line; the
   *     message names the line number
   */
  public static List<LedgerCall> read(Path file) throws IOException {
    var calls = new LinkedHashMap<Long, LedgerCall>();
    int number = 0;
    for (String line : wholeLines(file)) {
      number++;
      try {
        add(calls, LedgerLine.parse(line));
      } catch (IOException | RuntimeException e) {
        throw new IOException(file + ", line " + number + ": not a ledger line", e);
      }
    }
    return List.copyOf(calls.values());
  }

  private static void add(Map<Long, LedgerCall> calls, JsonNode line) throws IOException {
    String event = line.path("event").asText();
    if (event.equals(LedgerLine.RECEIVED)) {
      CallReceived received = LedgerLine.received(line);
      if (calls.put(received.callSeq(), new LedgerCall(received, null)) != null) {
        throw new IOException("call " + received.callSeq() + " is received twice");
      }
    } else if (event.equals(LedgerLine.ENDED)) {
      CallEnded ended = LedgerLine.ended(line);
      LedgerCall open = calls.get(ended.callSeq());
      if (open == null || open.ended() != null) {
        throw new IOException("call " + ended.callSeq() + " is not open");
      }
      calls.put(ended.callSeq(), new LedgerCall(open.received(), ended));
    } else {
      throw new IOException("unknown event: " + event);
    }
  }

  private static List<String> wholeLines(Path file) throws IOException {
    var lines = new ArrayList<String>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      var line = new StringBuilder();
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        if (next == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append((char) next);
        }
      }
    }
    return lines;
  }
}
