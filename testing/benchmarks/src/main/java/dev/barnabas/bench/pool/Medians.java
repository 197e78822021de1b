package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.Quantiles;
import java.util.List;

/** The medians of lines that say the same things. */
final class Medians {
  private Medians() {}

  /** Of every number in the lines, field by field. */
  static ObjectNode of(JsonMapper json, List<ObjectNode> lines) {
    ObjectNode medians = json.createObjectNode();
    medians.put("mediansOf", lines.size());
    if (!lines.isEmpty()) {
      lines
          .getFirst()
          .properties()
          .forEach(field -> {
            if (field.getValue().isNumber() && !field.getKey().equals("run")) {
              medians.put(field.getKey(), median(lines, field.getKey()));
            }
          });
    }
    return medians;
  }

  static double median(List<ObjectNode> lines, String field) {
    return Quantiles.median(
        lines.stream().mapToDouble(line -> line.path(field).asDouble()).toArray());
  }
}
