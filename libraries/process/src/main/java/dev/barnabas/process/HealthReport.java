package dev.barnabas.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers to a group of checks at one moment. */
record HealthReport(Map<String, HealthState> states) {

  private static final JsonFactory JSON = new JsonFactory();

  static HealthReport of(List<HealthCheck> checks) {
    Map<String, HealthState> states = new LinkedHashMap<>();
    checks.forEach(check -> states.put(check.name(), check.state()));
    return new HealthReport(states);
  }

  boolean up() {
    return states.values().stream().allMatch(HealthState.Up.class::isInstance);
  }

  /** {@code {"status":"UP","checks":[{"name":"streams","status":"UP"}]}}. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", up() ? "UP" : "DOWN");
      json.writeArrayFieldStart("checks");
      for (var entry : states.entrySet()) {
        json.writeStartObject();
        json.writeStringField("name", entry.getKey());
        write(json, entry.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, HealthState state) throws IOException {
    switch (state) {
      case HealthState.Up() -> json.writeStringField("status", "UP");
      case HealthState.Down(String reason) -> {
        json.writeStringField("status", "DOWN");
        json.writeStringField("reason", reason);
      }
    }
  }
}
