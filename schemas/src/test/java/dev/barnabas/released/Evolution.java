package dev.barnabas.released;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.jspecify.annotations.Nullable;

/**
 * What today's schema of a record may not do to a released one. Records of either must be read by
 * readers of the other (FULL); beyond Avro's own rules, a logical type, its precision and its scale
 * stay, because Avro would read the same bytes as another number, and an enum's released symbols
 * stay, because the default would silently replace them.
 */
final class Evolution {
  private final List<String> violations = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private Evolution() {}

  /** Each broken rule with its place; empty if none is. */
  static List<String> violations(Schema released, Schema today) {
    Evolution evolution = new Evolution();
    evolution.readable("today's reader, released record", today, released);
    evolution.readable("released reader, today's record", released, today);
    evolution.compare(today.getName(), released, today);
    return List.copyOf(evolution.violations);
  }

  private void readable(String who, Schema reader, Schema writer) {
    SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .forEach(found ->
            violations.add(
                who
                    + ": "
                    + found.getLocation()
                    + " "
                    + found.getType()
                    + " "
                    + found.getMessage()));
  }

  private void compare(String place, Schema released, Schema today) {
    if (released.getType() != today.getType()) {
      return; // a promotion, which readable() has judged
    }
    logicalType(place, released, today);
    switch (released.getType()) {
      case RECORD -> fields(released, today);
      case ENUM -> symbols(released, today);
      case ARRAY -> compare(place + "[]", released.getElementType(), today.getElementType());
      case MAP -> compare(place + "{}", released.getValueType(), today.getValueType());
      case UNION -> branches(place, released, today);
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private void fields(Schema released, Schema today) {
    if (!seen.add(released.getFullName())) {
      return;
    }
    for (Schema.Field field : released.getFields()) {
      Schema.Field now = today.getField(field.name());
      if (now != null) {
        compare(released.getName() + "." + field.name(), field.schema(), now.schema());
      }
    }
  }

  private void symbols(Schema released, Schema today) {
    List<String> gone = new ArrayList<>(released.getEnumSymbols());
    gone.removeAll(today.getEnumSymbols());
    if (!gone.isEmpty() && seen.add(released.getFullName())) {
      violations.add(released.getName() + ": released symbols are gone: " + gone);
    }
  }

  private void branches(String place, Schema released, Schema today) {
    Map<String, Schema> now =
        today.getTypes().stream()
            .collect(Collectors.toMap(Schema::getFullName, Function.identity()));
    for (Schema branch : released.getTypes()) {
      Schema same = now.get(branch.getFullName());
      if (same != null) {
        compare(place, branch, same);
      }
    }
  }

  private void logicalType(String place, Schema released, Schema today) {
    String before = logicalType(released);
    String after = logicalType(today);
    if (!before.equals(after)) {
      violations.add(place + ": logical type " + before + " became " + after);
    }
  }

  private static String logicalType(Schema schema) {
    @Nullable String name = schema.getProp("logicalType");
    return name == null
        ? "none"
        : name
            + "("
            + schema.getObjectProp("precision")
            + ","
            + schema.getObjectProp("scale")
            + ")";
  }
}
