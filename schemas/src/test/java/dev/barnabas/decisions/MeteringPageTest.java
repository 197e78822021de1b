package dev.barnabas.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageLine;
import dev.barnabas.schemas.UsageTotals;
import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The data dictionary of docs/metering.md says what the schemas say. */
class MeteringPageTest {
  private static final String PAGE = "../metering.md";
  static final List<Schema> SCHEMAS =
      List.of(UsageEvent.SCHEMA$, UsageLine.SCHEMA$, UsageTotals.SCHEMA$);

  @ParameterizedTest
  @FieldSource("SCHEMAS")
  void listsEveryFieldInTheSchemasOrderWithItsType(Schema schema) {
    List<List<String>> rows = MarkdownTable.rows(PAGE, schema.getName());

    assertThat(rows.stream().map(row -> row.subList(0, 2)))
        .containsExactlyElementsOf(
            schema.getFields().stream()
                .map(field -> List.of(field.name(), type(field.schema())))
                .toList());
    assertThat(rows).allSatisfy(row -> assertThat(row.get(4)).as(row.getFirst()).isNotBlank());
  }

  @ParameterizedTest
  @FieldSource("SCHEMAS")
  void namesTheUnitOfEveryNumberAndTheClockOfEveryTime(Schema schema) {
    for (List<String> row : MarkdownTable.rows(PAGE, schema.getName())) {
      String type = row.get(1).replace("?", "");
      if (List.of("int", "long", "decimal", "timestamp").contains(type)) {
        assertThat(row.get(2)).as("unit of " + row.getFirst()).isNotBlank();
      }
      if (type.equals("timestamp") || row.get(2).contains("month")) {
        assertThat(row.get(3)).as("clock of " + row.getFirst()).isNotBlank();
      }
    }
  }

  private static String type(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream()
              .filter(member -> member.getType() != Schema.Type.NULL)
              .map(MeteringPageTest::type)
              .findFirst()
              .orElseThrow()
          + "?";
    }
    LogicalType logical = schema.getLogicalType();
    if (logical != null) {
      return logical.getName().split("-", 2)[0];
    }
    return schema.getType().getName().toLowerCase(Locale.ROOT);
  }
}
