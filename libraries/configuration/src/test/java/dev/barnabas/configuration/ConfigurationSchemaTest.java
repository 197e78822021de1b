package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationSchemaTest {

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ConfigurationSchema.json());

  @ParameterizedTest
  @ValueSource(strings = {"layout-1.yaml", "layout-2.yaml", "everything.yaml"})
  void acceptsTheLayoutsAndEveryKey(String resource) {
    assertThat(schema.validate(Loading.resource(resource), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"layout-1.yaml", "layout-2.yaml", "openai.yaml", "demo.yaml"})
  void acceptsTheExamples(String example) throws IOException {
    String yaml = Files.readString(Loading.repository("examples/" + example));

    assertThat(schema.validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @Test
  void refusesUnknownKeysWrongKindsAndMissingOnes() {
    assertThat(schema.validate(Loading.MINIMAL + "colour: red\n", InputFormat.YAML)).isNotEmpty();
    assertThat(schema.validate(Loading.MINIMAL + "gateway: {port: 70000}\n", InputFormat.YAML))
        .isNotEmpty();
    assertThat(schema.validate(Loading.MINIMAL + "gateway: 8080\n", InputFormat.YAML)).isNotEmpty();
    assertThat(schema.validate("routing: {models: []}", InputFormat.YAML)).isNotEmpty();
    assertThat(schema.validate(Loading.MINIMAL, InputFormat.YAML)).isEmpty();
  }
}
