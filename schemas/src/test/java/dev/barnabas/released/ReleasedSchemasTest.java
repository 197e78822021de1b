package dev.barnabas.released;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasedSchemasTest {
  private static final ReleasedSchemas RELEASED = new ReleasedSchemas(Path.of("released"));
  private static final String BUILD = requireNonNull(System.getProperty("barnabas.version"));
  private static final Schema ONE_FIELD = sample("{\"name\": \"id\", \"type\": \"string\"}");
  private static final Schema ANOTHER_FIELD = sample("{\"name\": \"key\", \"type\": \"string\"}");

  @TempDir private Path directory;

  @BeforeAll
  static void writesTheReleaseWhenAsked() {
    if (Boolean.getBoolean("barnabas.write")) {
      RELEASED.write(ReleasedSchemas.version(BUILD), RecordSchemas.today());
    }
  }

  @Test
  void staysCompatibleWithEveryReleasedVersion() {
    assertThat(RELEASED.all()).containsKey("0.1.0");
    assertThat(RELEASED.incompatibilities(RecordSchemas.today())).isEmpty();
  }

  @Test
  void neverChangesAReleasedFile() {
    assertThat(RELEASED.changed()).isEmpty();
  }

  @Test
  void hasTheSchemasOfThisBuildWhenItIsARelease() {
    assertThat(RELEASED.unreleased(BUILD, RecordSchemas.today())).isEmpty();
  }

  @Test
  void namesVersionAndRecordOfAnIncompatibleChange() {
    ReleasedSchemas released = released("1.0.0", ONE_FIELD);

    assertThat(released.incompatibilities(Map.of("Sample", ONE_FIELD))).isEmpty();
    assertThat(released.incompatibilities(Map.of("Sample", ANOTHER_FIELD)))
        .hasSize(2)
        .allSatisfy(violation -> assertThat(violation).startsWith("1.0.0: "));
    assertThat(released.incompatibilities(Map.of())).containsExactly("1.0.0: Sample is gone");
  }

  @Test
  void comparesWithEveryVersionNotOnlyTheLast() {
    String more = "{\"name\": \"id\", \"type\": \"string\"}, {\"name\": \"more\", \"type\": ";
    Schema second = sample(more + "\"int\", \"default\": 0}");
    Schema third = sample(more + "\"int\"}");
    ReleasedSchemas released = released("1.0.0", ONE_FIELD);
    released.write("1.1.0", Map.of("Sample", second));

    assertThat(released.incompatibilities(Map.of("Sample", third)))
        .singleElement()
        .asString()
        .startsWith("1.0.0: ");
  }

  @Test
  void namesAFileThatWasChangedAddedOrRemovedAfterItsRelease() throws IOException {
    ReleasedSchemas released = released("1.0.0", ONE_FIELD);
    released.write("1.1.0", Map.of("Sample", ONE_FIELD));
    assertThat(released.changed()).isEmpty();

    Files.writeString(directory.resolve("1.0.0/Sample.avsc"), ANOTHER_FIELD.toString());
    Files.writeString(directory.resolve("1.0.0/Other.avsc"), ANOTHER_FIELD.toString());
    Files.delete(directory.resolve("1.1.0/Sample.avsc"));

    assertThat(released.changed())
        .containsExactly(
            "1.0.0/Other.avsc is not in SHA256SUMS",
            "1.0.0/Sample.avsc was changed after its release",
            "1.1.0/Sample.avsc is missing");
  }

  @Test
  void refusesToWriteAReleaseTwice() {
    ReleasedSchemas released = released("1.0.0", ONE_FIELD);

    assertThatThrownBy(() -> released.write("1.0.0", Map.of("Sample", ANOTHER_FIELD)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("a release is never written again");
    assertThat(released.changed()).isEmpty();
  }

  @Test
  void refusesABuildOfAReleaseWhoseSchemasWereNotWritten() {
    ReleasedSchemas released = released("1.0.0", ONE_FIELD);

    assertThat(released.unreleased("1.0.0", Map.of("Sample", ONE_FIELD))).isEmpty();
    assertThat(released.unreleased("1.1.0-SNAPSHOT", Map.of("Sample", ANOTHER_FIELD))).isEmpty();
    assertThat(released.unreleased("1.0.0", Map.of("Sample", ANOTHER_FIELD))).hasSize(1);
    assertThat(released.unreleased("1.1.0", Map.of("Sample", ONE_FIELD))).hasSize(1);
  }

  private ReleasedSchemas released(String version, Schema schema) {
    ReleasedSchemas released = new ReleasedSchemas(directory);
    released.write(version, Map.of("Sample", schema));
    return released;
  }

  private static Schema sample(String fields) {
    return new Schema.Parser()
        .parse("{\"type\": \"record\", \"name\": \"Sample\", \"fields\": [" + fields + "]}");
  }
}
