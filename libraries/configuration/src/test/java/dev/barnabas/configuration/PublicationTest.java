package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

  @ParameterizedTest
  @ValueSource(strings = {"layout-1.yaml", "everything.yaml"})
  void restoresWhatItPublished(String resource) {
    assertRestored(Loading.load(Loading.resource(resource)));
  }

  private static void assertRestored(Configuration configuration) {
    Configuration restored = Configuration.fromCanonicalJson(configuration.canonicalJson());

    assertThat(restored).isEqualTo(configuration);
    assertThat(restored.canonicalJson()).isEqualTo(configuration.canonicalJson());
    assertThat(restored.sha256()).isEqualTo(configuration.sha256()).matches("[0-9a-f]{64}");
  }

  /** Random choices among lines that may each be there or not, in any order. */
  @RepeatedTest(60)
  void restoresAnyCombination(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> lines =
        new ArrayList<>(
            List.of(
                "currency: EUR\n",
                "gateway: {port: " + random.nextInt(65536) + "}\n",
                "sizes: {request: " + (1 + random.nextInt(1000)) + "KiB}\n",
                "tenants: {b: {}, a: {tier: t}}\n",
                "prices: [{partner: alpha, model: sim-1, input: "
                    + random.nextInt(1000)
                    + "."
                    + random.nextInt(1000)
                    + ", output: 1000}]\n",
                "deadlines: {max: " + (1 + random.nextInt(24 * 3600)) + "s}\n",
                "secrets_dir: \"a ${PROVIDER_A_KEY} $${b} ünï\"\n",
                "kafka: {topic_prefix: p"
                    + random.nextInt(100)
                    + ", properties: {a: \"1\", b: \"$${x}\"}}\n"));
    java.util.Collections.shuffle(lines, random);
    String yaml =
        Loading.MINIMAL
            + "  tiers: {t: {calls_in_flight: {limit: 100, soft: "
            + random.nextInt(100)
            + "}}}\n"
            + String.join("", lines.subList(0, random.nextInt(lines.size() + 1)));

    assertRestored(Loading.load(yaml));
  }

  @Test
  void publishesSortedKeysAndTheSameTextForTheSameMeaning() {
    Configuration one =
        Loading.minimalWith("currency: EUR\ngateway: {port: 1}\nsizes: {request: 1MiB}\n");
    Configuration same =
        Loading.minimalWith("sizes: {request: 1024KiB}\ngateway: {port: 1}\ncurrency: \"EUR\"\n");

    assertThat(one.canonicalJson()).isEqualTo(same.canonicalJson()).startsWith("{\"anomalies\":");
    assertThat(one.sha256())
        .isEqualTo(same.sha256())
        .isNotEqualTo(Loading.load(Loading.MINIMAL).sha256());
  }

  @Test
  void publishesTheContentOfContractsSoThatOtherProcessesNeedNoFile() {
    Configuration configuration =
        Loading.load(
            Loading.MINIMAL.replace(
                "primary: alpha", "primary: alpha, schema: code_response_v1.json"));

    Configuration restored = Configuration.fromCanonicalJson(configuration.canonicalJson());

    Contract contract = restored.contract(restored.route("fast").orElseThrow()).orElseThrow();
    assertThat(contract.json()).contains("\"maximum\":0.1").doesNotContain("\n");
    assertThat(contract.sha256())
        .isEqualTo(
            Configuration.sha256(
                Loading.resource("contracts/code_response_v1.json")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void refusesWhatItDidNotPublish() {
    assertThatThrownBy(() -> Configuration.fromCanonicalJson("no"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not JSON");
    assertThatThrownBy(() -> Configuration.fromCanonicalJson("{\"colour\": 1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colour: is not a key here");
  }
}
