package dev.barnabas.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The table and the sink of deploy/connect take every field that a database column can hold. */
class PostgresSinkTest {
  private static final Path CONNECT = Path.of("../deploy/connect");
  private static final Pattern COLUMN =
      Pattern.compile("  \"(\\w+)\" ([a-z]+(?:\\(\\d+, \\d+\\))?)( not null| primary key)?,?");

  @Test
  void hasAColumnOfTheRightTypeForEveryPlainFieldInTheSchemasOrder() throws IOException {
    List<String> columns = new ArrayList<>();
    for (String line : Files.readAllLines(CONNECT.resolve("metering.sql"))) {
      var column = COLUMN.matcher(line);
      if (column.matches()) {
        columns.add(column.group(1) + " " + column.group(2) + (column.group(3) == null ? "?" : ""));
      }
    }

    assertThat(columns)
        .containsExactlyElementsOf(
            UsageEvent.SCHEMA$.getFields().stream()
                .filter(field -> !isCollection(field.schema()))
                .map(field -> field.name() + " " + type(field.schema()))
                .toList());
  }

  @Test
  void leavesOutTheFieldsThatNoColumnCanHold() throws IOException {
    JsonNode config = config();

    assertThat(config.get("transforms.columns.exclude").asText().split(",", -1))
        .containsExactlyElementsOf(
            UsageEvent.SCHEMA$.getFields().stream()
                .filter(field -> isCollection(field.schema()))
                .map(Schema.Field::name)
                .toList());
  }

  @Test
  void readsCommittedEventsOfTheMeteringTopicAndTellsThemApartByTheirId() throws IOException {
    JsonNode config = config();

    assertThat(config.get("topics").asText()).isEqualTo(TopicNames.ofDefaults().metering());
    assertThat(config.get("consumer.override.isolation.level").asText())
        .isEqualTo("read_committed");
    assertThat(config.get("insert.mode").asText()).isEqualTo("upsert");
    assertThat(config.get("pk.fields").asText()).isEqualTo("eventId");
    assertThat(config.get("connection.password").asText()).startsWith("${");
  }

  private static JsonNode config() throws IOException {
    return new JsonMapper()
        .readTree(Files.readString(CONNECT.resolve("metering-to-postgres.json")))
        .get("config");
  }

  private static boolean isCollection(Schema schema) {
    return schema.getType() == Schema.Type.ARRAY || schema.getType() == Schema.Type.MAP;
  }

  private static String type(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return type(schema.getTypes().getLast()) + "?";
    }
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return "numeric(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    return switch (schema.getType()) {
      case INT -> "integer";
      case LONG -> schema.getLogicalType() == null ? "bigint" : "timestamp";
      case BOOLEAN -> "boolean";
      case STRING, ENUM -> "text";
      case RECORD, ARRAY, MAP, UNION, FIXED, BYTES, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("no column for " + schema);
    };
  }
}
