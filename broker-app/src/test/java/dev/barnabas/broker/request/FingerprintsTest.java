package dev.barnabas.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private static Fingerprints of(String version, Map<String, String> forms) {
    return new Fingerprints(
        version,
        forms.getOrDefault(version, "none"),
        earlier -> Optional.ofNullable(forms.get(earlier)));
  }

  private static String keyed(String hash) {
    return "keyed " + hash;
  }

  @Test
  @Tag("rule-7.1")
  void comparesAnHonestRetryInTheFormThatTheFirstWasStoredIn() {
    String stored = of("1", Map.of("1", "old form")).stored(FingerprintsTest::keyed);
    Fingerprints retry = of("2", Map.of("1", "old form", "2", "new form"));
    Fingerprints other = of("2", Map.of("1", "another content", "2", "new form"));

    assertThat(stored).isEqualTo("1:keyed old form");
    assertThat(retry.matches(stored, FingerprintsTest::keyed)).isTrue();
    assertThat(other.matches(stored, FingerprintsTest::keyed)).isFalse();
  }

  @Test
  @Tag("rule-7.1")
  void tellsTheSameContentFromOtherInOneForm() {
    String stored = of("2", Map.of("2", "form")).stored(FingerprintsTest::keyed);

    assertThat(of("2", Map.of("2", "form")).matches(stored, FingerprintsTest::keyed)).isTrue();
    assertThat(of("2", Map.of("2", "else")).matches(stored, FingerprintsTest::keyed)).isFalse();
  }

  @Test
  @Tag("rule-7.1")
  void takesAFormThatItDoesNotKnowForOtherContent() {
    assertThat(of("1", Map.of("1", "form")).matches("3:keyed form", FingerprintsTest::keyed))
        .isFalse();
    assertThat(of("1", Map.of("1", "form")).matches("keyed form", FingerprintsTest::keyed))
        .isFalse();
  }
}
