package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.binding.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessCheckTest {
  @Test
  void warnsThatAnyoneIsBelievedInShadowMode() {
    assertThat(
            warnings(
                "authentication: {mode: topics, policy_mode: shadow}\ntenants: {acme: {}}\n", null))
        .anyMatch(warning -> warning.path().equals("authentication.policy_mode"));
  }

  @Test
  void warnsThatSignedTenantsWithoutAListShareTheirAnswers() {
    assertThat(warnings("authentication: {mode: signed, jwks: \"https://a.example/j\"}\n", null))
        .anyMatch(warning -> warning.path().equals("tenants"));
  }

  @Test
  void derivesTheLongestLifetimeOfASignatureFromTheDedupeWindow() {
    Authentication authentication = Authentication.parse("none");

    assertThat(authentication.effectiveMaxLifetime(Duration.ofHours(25)))
        .isEqualTo(Duration.ofHours(24));
    assertThat(authentication.effectiveMaxLifetime(Duration.ofMinutes(90)))
        .isEqualTo(Duration.ofMinutes(44));
  }

  @Test
  @Tag("rule-3.9")
  void demandsAWindowThatASignatureFitsIn() {
    assertThat(
            warnings(
                """
                authentication: {mode: signed, jwks: "https://a.example/j"}
                dedupe: {window: 2m}
                """,
                null))
        .anyMatch(p -> p.path().equals("authentication.clock_skew"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"keys":[{"kid":"a","d":"x","tenants":["acme"]}]} | holds a private key
          {"keys":[{"kid":"a"}]}                            | signs for nobody
          {"keys":{}}                                       | is no JWKS
          []                                                | is no JWKS
          nonsense                                          | is not JSON
          """)
  void looksIntoTheFileOfKeys(String content, String problem, @TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("jwks.json"), content);

    assertThat(warnings("authentication: {mode: signed, jwks: jwks.json}\n", directory))
        .anyMatch(p -> p.path().equals("authentication.jwks") && p.message().contains(problem));
  }

  @Test
  void warnsThatTheFileOfKeysIsNotThere(@TempDir Path directory) throws IOException {
    assertThat(warnings("authentication: {mode: signed, jwks: jwks.json}\n", directory))
        .anyMatch(p -> p.message().contains("cannot be read now"));
  }

  /** Warnings and errors of a configuration, in a file if there is a directory. */
  private static List<Problem> warnings(String more, @Nullable Path directory) {
    LoadContext deployed = LoadContext.ofProcess().withEnvironment(Map.of()).withoutKeys();
    LoadOutcome outcome;
    try {
      outcome =
          directory == null
              ? ConfigurationLoader.parse(Loading.MINIMAL + more, deployed)
              : ConfigurationLoader.load(
                  Files.writeString(directory.resolve("b.yaml"), Loading.MINIMAL + more), deployed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return switch (outcome) {
      case LoadOutcome.Loaded loaded -> loaded.warnings();
      case LoadOutcome.Refused refused -> refused.errors();
    };
  }
}
