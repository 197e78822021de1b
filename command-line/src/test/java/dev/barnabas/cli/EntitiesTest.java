package dev.barnabas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.PiiPolicy;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.spi.EntityType;
import org.junit.jupiter.api.Test;

/** Two modules that do not know each other name the same entities. */
final class EntitiesTest {

  @Test
  void aConfigurationNamesWhatTheEngineFindsAndNothingElse() {
    assertThat(PiiPolicy.ENTITIES)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            RedactionEngine.create().registry().types().stream().map(EntityType::name).toList());
  }
}
