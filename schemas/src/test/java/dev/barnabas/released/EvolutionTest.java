package dev.barnabas.released;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EvolutionTest {
  private static final String ID = "{\"name\": \"id\", \"type\": \"string\"}";

  @Test
  void acceptsANewFieldWithADefault() {
    assertThat(violations(ID, ID + ", {\"name\": \"more\", \"type\": \"int\", \"default\": 0}"))
        .isEmpty();
  }

  @Test
  void refusesANewFieldWithoutADefault() {
    assertThat(violations(ID, ID + ", {\"name\": \"more\", \"type\": \"int\"}"))
        .singleElement()
        .asString()
        .contains("today's reader, released record", "READER_FIELD_MISSING_DEFAULT_VALUE", "more");
  }

  @Test
  void refusesTheLossOfAFieldWithoutADefault() {
    assertThat(violations(ID + ", {\"name\": \"more\", \"type\": \"int\"}", ID))
        .singleElement()
        .asString()
        .contains("released reader, today's record", "READER_FIELD_MISSING_DEFAULT_VALUE", "more");
  }

  @Test
  void refusesAWiderTypeThatOldReadersCannotRead() {
    assertThat(
            violations(
                "{\"name\": \"count\", \"type\": \"int\"}",
                "{\"name\": \"count\", \"type\": \"long\"}"))
        .singleElement()
        .asString()
        .contains("released reader, today's record", "TYPE_MISMATCH", "/fields/0");
  }

  @Test
  void refusesAnotherName() {
    assertThat(
            Evolution.violations(
                schema("{\"type\": \"record\", \"name\": \"Old\", \"fields\": []}"),
                schema("{\"type\": \"record\", \"name\": \"New\", \"fields\": []}")))
        .hasSize(2)
        .allSatisfy(violation -> assertThat(violation).contains("NAME_MISMATCH"));
  }

  @Test
  void refusesAnotherScaleInsideAUnion() {
    assertThat(violations(amount(18), amount(9)))
        .containsExactly("Sample.amount: logical type decimal(38,18) became decimal(38,9)");
  }

  @Test
  void refusesAnotherUnitOfTime() {
    assertThat(
            violations(
                "{\"name\": \"at\", \"type\": {\"type\": \"array\", \"items\":"
                    + " {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}}}",
                "{\"name\": \"at\", \"type\": {\"type\": \"array\", \"items\": \"long\"}}"))
        .containsExactly("Sample.at[]: logical type timestamp-millis(null,null) became none");
  }

  @Test
  void acceptsANewSymbolAndRefusesTheLossOfOne() {
    assertThat(violations(colour("\"RED\", \"GREEN\""), colour("\"RED\", \"GREEN\", \"BLUE\"")))
        .isEmpty();
    assertThat(violations(colour("\"RED\", \"GREEN\""), colour("\"RED\", \"BLUE\"")))
        .containsExactly("Colour: released symbols are gone: [GREEN]");
  }

  @Test
  void refusesANewSymbolWhereTheReleasedEnumHasNoDefault() {
    assertThat(
            violations(
                colour("\"RED\"").replace(", \"default\": \"RED\"", ""),
                colour("\"RED\", \"BLUE\"")))
        .singleElement()
        .asString()
        .contains("MISSING_ENUM_SYMBOLS");
  }

  private static String amount(int scale) {
    return "{\"name\": \"amount\", \"type\": [\"null\", {\"type\": \"bytes\", \"logicalType\":"
        + " \"decimal\", \"precision\": 38, \"scale\": "
        + scale
        + "}], \"default\": null}";
  }

  private static String colour(String symbols) {
    return "{\"name\": \"colour\", \"type\": {\"type\": \"enum\", \"name\": \"Colour\", \"symbols\": ["
        + symbols
        + "], \"default\": \"RED\"}}";
  }

  private static List<String> violations(String releasedFields, String todaysFields) {
    return Evolution.violations(sample(releasedFields), sample(todaysFields));
  }

  private static Schema sample(String fields) {
    return schema("{\"type\": \"record\", \"name\": \"Sample\", \"fields\": [" + fields + "]}");
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }
}
