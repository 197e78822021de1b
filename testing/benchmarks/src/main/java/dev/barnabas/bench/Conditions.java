package dev.barnabas.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;

/** What every measurement says of the machine it ran on. */
public final class Conditions {
  private Conditions() {}

  /** Cores, the Java version and the load average. */
  public static ObjectNode of(JsonMapper json) {
    return json.createObjectNode()
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("java", Runtime.version().toString())
        .put("loadAverage", loadAverage());
  }

  /** The system's load average over the last minute. */
  public static double loadAverage() {
    return hundredth(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Rounded to two places. */
  public static double hundredth(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
