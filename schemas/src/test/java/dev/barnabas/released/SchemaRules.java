package dev.barnabas.released;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** House rules of a schema: everything is described, and every enum has a default symbol. */
final class SchemaRules {
  private final List<String> violations = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private SchemaRules() {}

  /** Each broken rule with the place where it is broken; empty if none is. */
  static List<String> violations(Schema schema) {
    SchemaRules rules = new SchemaRules();
    rules.visit(schema);
    return List.copyOf(rules.violations);
  }

  private void visit(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> enumeration(schema);
      case ARRAY -> visit(schema.getElementType());
      case MAP -> visit(schema.getValueType());
      case UNION -> schema.getTypes().forEach(this::visit);
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private void record(Schema record) {
    if (!seen.add(record.getFullName())) {
      return;
    }
    described(record.getName(), record.getDoc());
    for (Schema.Field field : record.getFields()) {
      described(record.getName() + "." + field.name(), field.doc());
      visit(field.schema());
    }
  }

  private void enumeration(Schema schema) {
    if (seen.add(schema.getFullName())) {
      described(schema.getName(), schema.getDoc());
      if (schema.getEnumDefault() == null) {
        violations.add(schema.getName() + ": no default symbol");
      }
    }
  }

  private void described(String place, @Nullable String doc) {
    if (doc == null || doc.isBlank()) {
      violations.add(place + ": no doc string");
    }
  }
}
