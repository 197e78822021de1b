package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Errors of a file as a whole. */
class ConfigurationFileTest {

  @Test
  void saysWhereTheFileIsNotYaml() {
    assertThat(Loading.errors("partners: [\n  - a"))
        .singleElement()
        .asString()
        .startsWith("is not valid YAML at line 2");
  }

  @Test
  void refusesWhatIsNotAMapOrEmpty() {
    assertThat(Loading.errors("- a"))
        .containsExactly("the configuration must be a map, but is a list");
    assertThat(Loading.errors("")).containsExactly("is empty");
    assertThat(Loading.errors("# nothing")).containsExactly("is empty");
  }

  @Test
  void refusesAliasesThatUnfoldWithoutBound() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 9; level++) {
      String below = "*a" + (level - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(level, level, String.join(", ", java.util.Collections.nCopies(5, below))));
    }

    assertThat(Loading.errors(bomb.toString())).hasSize(1);
  }

  @Test
  void refusesAnAnchorThatContainsItself() {
    assertThat(Loading.errors("partners: &a [*a]"))
        .singleElement()
        .asString()
        .contains("not valid YAML");
  }

  @Test
  void demandsAnAuthenticationOutsideUp() {
    LoadContext deployed = LoadContext.ofProcess().withEnvironment(Loading.ENVIRONMENT);

    assertThat(Loading.errors(ConfigurationLoader.parse(Loading.MINIMAL, deployed)))
        .containsExactly(
            "authentication: is required outside `up`: choose signed, topics or signed_and_topics, or write none to"
                + " believe anyone who can write");
  }

  @Test
  void demandsPartnersAndRoutes() {
    assertThat(Loading.errors("currency: USD"))
        .containsExactlyInAnyOrder("partners: is required", "routing: is required");
    assertThat(Loading.errors("partners: []\nrouting: {models: []}"))
        .containsExactly(
            "partners: must name at least one partner",
            "routing.models: must name at least one route");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThat(
            Loading.errors(
                ConfigurationLoader.load(java.nio.file.Path.of("no-such.yaml"), Loading.context())))
        .containsExactly("there is no file no-such.yaml");
  }
}
