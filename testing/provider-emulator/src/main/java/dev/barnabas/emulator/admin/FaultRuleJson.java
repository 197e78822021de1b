package dev.barnabas.emulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.fault.FaultRule;
import dev.barnabas.emulator.fault.Latency;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fault rules as JSON, both ways. */
public final class FaultRuleJson {
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "provider",
          "model",
          "fault",
          "probability",
          "count",
          "latency",
          "retryAfterSeconds",
          "bytes",
          "intervalMs",
          "failures",
          "hits");

  private FaultRuleJson() {}

  /**
   * Reads one rule.
   *
   * @throws IllegalArgumentException naming the field and what was expected
   */
  public static FaultRule read(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("a rule is a JSON object");
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException(field.getKey() + ": unknown field");
      }
    }
    Fault fault = fault(json);
    String provider = text(json, "provider");
    String model = text(json, "model");
    String id = text(json, "id");
    Long count = whole(json, "count");
    return new FaultRule(
        id == null ? FaultRule.defaultId(provider, model, fault.kind()) : id,
        provider,
        model,
        fault,
        json.path("probability").asDouble(1),
        count == null ? null : Math.toIntExact(count),
        latency(json.path("latency")));
  }

  private static Fault fault(JsonNode json) {
    String name = json.path("fault").asText("none");
    FaultKind kind =
        FaultKind.named(name)
            .orElseThrow(() -> new IllegalArgumentException("fault: unknown kind '" + name + "'"));
    Long retryAfter = whole(json, "retryAfterSeconds");
    Long interval = whole(json, "intervalMs");
    Long failures = whole(json, "failures");
    return new Fault(
        kind,
        retryAfter == null ? null : Duration.ofSeconds(retryAfter),
        whole(json, "bytes"),
        interval == null ? null : Duration.ofMillis(interval),
        failures == null ? null : Math.toIntExact(failures));
  }

  /** Either the text form, or an object with {@code kind} and its numbers. */
  private static @Nullable Latency latency(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    if (json.isTextual()) {
      return Latency.parse(json.asText());
    }
    return switch (json.path("kind").asText()) {
      case "fixed" -> new Latency.Fixed(millis(json, "ms"));
      case "uniform" -> new Latency.Uniform(millis(json, "minMs"), millis(json, "maxMs"));
      case "lognormal" ->
          new Latency.LogNormal(millis(json, "medianMs"), json.path("sigma").asDouble(0.5));
      default ->
          throw new IllegalArgumentException("latency.kind: expected fixed, uniform or lognormal");
    };
  }

  private static Duration millis(JsonNode json, String field) {
    if (!json.path(field).isNumber()) {
      throw new IllegalArgumentException("latency." + field + ": expected milliseconds");
    }
    return Duration.ofMillis(json.path(field).asLong());
  }

  private static @Nullable Long whole(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException(field + ": expected a whole number");
    }
    return value.asLong();
  }

  private static @Nullable String text(JsonNode json, String field) {
    return json.hasNonNull(field) ? json.path(field).asText() : null;
  }

  /** Writes one rule and how many calls it has hit. */
  static ObjectNode write(FaultRule rule, int hits) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", rule.id());
    json.put("provider", rule.provider()).put("model", rule.model());
    json.put("fault", rule.fault().kind().wireName());
    json.put("probability", rule.probability()).put("count", rule.count());
    Latency latency = rule.latency();
    json.put("latency", latency == null ? null : latency.text());
    Fault fault = rule.fault();
    Duration retryAfter = fault.retryAfter();
    Duration interval = fault.interval();
    json.put("retryAfterSeconds", retryAfter == null ? null : retryAfter.toSeconds());
    json.put("bytes", fault.bytes());
    json.put("intervalMs", interval == null ? null : interval.toMillis());
    return json.put("failures", fault.failures()).put("hits", hits);
  }
}
