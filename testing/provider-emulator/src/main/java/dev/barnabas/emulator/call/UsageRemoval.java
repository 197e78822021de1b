package dev.barnabas.emulator.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Takes the usage out of answers of either provider. */
final class UsageRemoval {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA = "data: {";

  private UsageRemoval() {}

  static String fromAnswer(String answer) {
    try {
      JsonNode tree = JSON.readTree(answer);
      ((ObjectNode) tree).remove("usage");
      if (tree.path("message") instanceof ObjectNode message) {
        message.remove("usage");
      }
      return tree.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("generated answers are JSON", e);
    }
  }

  /** Events without usage; a chunk that held nothing else is left out. */
  static List<String> fromEvents(List<String> events) {
    var all = new ArrayList<String>();
    for (String event : events) {
      int data = event.indexOf(DATA);
      int json = data + DATA.length() - 1;
      String kept = data < 0 ? event : event.substring(0, json) + fromAnswer(event.substring(json));
      if (!kept.contains("\"choices\":[]")) {
        all.add(kept.endsWith("\n\n") ? kept : kept + "\n\n");
      }
    }
    return all;
  }
}
