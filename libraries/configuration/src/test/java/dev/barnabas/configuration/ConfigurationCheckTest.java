package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {

  @Test
  void listsErrorsAndWarningsWithTheirLines() {
    String yaml =
        Loading.MINIMAL.replace("primary: alpha", "primary: beta")
            + "prices: [{partner: x, model: y, input: 1, output: 1}]\n";

    ConfigurationCheck check =
        ConfigurationCheck.of("my.yaml", ConfigurationLoader.parse(yaml, Loading.context()));

    assertThat(check.valid()).isFalse();
    assertThat(check.report())
        .isEqualTo(
            """
            my.yaml: refused, 1 error, 1 warning
              error    line 7    routing.models[0].primary: unknown partner "beta"; defined: alpha
              warning  line 10   prices[0].partner: no partner "x" is configured
            """);
  }

  @Test
  void summarisesAValidFile() {
    ConfigurationCheck check =
        ConfigurationCheck.of(
            "my.yaml", ConfigurationLoader.parse(Loading.MINIMAL, Loading.context()));

    assertThat(check.valid()).isTrue();
    assertThat(check.report())
        .startsWith("my.yaml: valid, 1 warning\n  1 partner, 1 route, any tenant\n  sha256 ")
        .contains("UNPRICED");
  }

  @Test
  void saysThatAFileIsNotThere() {
    ConfigurationCheck check = ConfigurationCheck.of(Path.of("no-such.yaml"), Loading.context());

    assertThat(check.valid()).isFalse();
    assertThat(check.report()).contains("there is no file no-such.yaml");
  }
}
