package dev.barnabas.released;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaRulesTest {

  @Test
  void findsEveryRecordOfTheProject() {
    assertThat(RecordSchemas.today())
        .containsKeys(
            "InferenceRequest", "InferenceResponse", "UsageEvent", "WorkItem", "Decision", "Tick")
        .hasSizeGreaterThan(25);
  }

  @Test
  void describesEveryRecordFieldAndEnumAndGivesEveryEnumADefault() {
    assertThat(RecordSchemas.today().values())
        .allSatisfy(schema -> assertThat(SchemaRules.violations(schema)).isEmpty());
  }

  @Test
  void namesAFieldWithoutADocString() {
    assertThat(
            violations(
                """
                {"type": "record", "name": "Bad", "doc": "A record.", "fields": [
                  {"name": "told", "doc": "A field.", "type": "int"},
                  {"name": "untold", "type": "int"},
                  {"name": "blank", "doc": " ", "type": "int"}]}
                """))
        .containsExactly("Bad.untold: no doc string", "Bad.blank: no doc string");
  }

  @Test
  void namesARecordWithoutADocStringInsideUnionsArraysAndMaps() {
    assertThat(
            violations(
                """
                {"type": "record", "name": "Outer", "doc": "A record.", "fields": [
                  {"name": "field", "doc": "A field.", "type": ["null", {"type": "array", "items":
                    {"type": "map", "values":
                      {"type": "record", "name": "Inner", "fields": []}}}]}]}
                """))
        .containsExactly("Inner: no doc string");
  }

  @Test
  void namesAnEnumWithoutADocStringOrADefault() {
    assertThat(
            violations(
                """
                {"type": "record", "name": "Outer", "doc": "A record.", "fields": [
                  {"name": "field", "doc": "A field.", "type":
                    {"type": "enum", "name": "Colour", "symbols": ["RED", "GREEN"]}}]}
                """))
        .containsExactly("Colour: no doc string", "Colour: no default symbol");
  }

  private static List<String> violations(String schema) {
    return SchemaRules.violations(new Schema.Parser().parse(schema));
  }
}
