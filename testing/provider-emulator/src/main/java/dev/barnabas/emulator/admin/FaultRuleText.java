package dev.barnabas.emulator.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.fault.FaultRule;
import java.util.List;
import java.util.Set;

/**
 * Fault rules as one word of a command line: {@code [PROVIDER[/MODEL]=]KIND[,NAME=VALUE]…}, where
 * {@code *} stands for any, or a JSON object as the admin API takes it.
 */
public final class FaultRuleText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TEXT_FIELDS = Set.of("id", "latency");

  private FaultRuleText() {}

  /**
   * Reads one rule.
   *
   * @throws IllegalArgumentException naming the field and what was expected
   */
  public static FaultRule read(String text) {
    if (text.startsWith("{")) {
      try {
        return FaultRuleJson.read(JSON.readTree(text));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("not a JSON object: " + text, e);
      }
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    List<String> parts = List.of(text.split(",", -1));
    String head = parts.getFirst();
    int equals = head.indexOf('=');
    if (equals >= 0) {
      target(json, head.substring(0, equals));
    }
    json.put("fault", head.substring(equals + 1));
    parts.subList(1, parts.size()).forEach(setting -> set(json, setting));
    return FaultRuleJson.read(json);
  }

  private static void target(ObjectNode json, String target) {
    int slash = target.indexOf('/');
    String provider = slash < 0 ? target : target.substring(0, slash);
    if (!provider.equals("*")) {
      json.put("provider", provider);
    }
    String model = slash < 0 ? "*" : target.substring(slash + 1);
    if (!model.equals("*")) {
      json.put("model", model);
    }
  }

  private static void set(ObjectNode json, String setting) {
    int equals = setting.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException("expected NAME=VALUE: " + setting);
    }
    String name = setting.substring(0, equals);
    String value = setting.substring(equals + 1);
    try {
      if (TEXT_FIELDS.contains(name)) {
        json.put(name, value);
      } else {
        json.set(name, JSON.readTree(value));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": expected a number", e);
    }
  }
}
