package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;

/** What every measurement says of the machine it ran on. */
final class Conditions {
  private Conditions() {}

  static ObjectNode of(JsonMapper json) {
    return json.createObjectNode()
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("java", Runtime.version().toString())
        .put("loadAverage", loadAverage());
  }

  static double loadAverage() {
    return hundredth(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  static double hundredth(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
