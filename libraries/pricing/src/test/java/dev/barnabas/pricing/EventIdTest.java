package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventIdTest {

  /** The expected value was computed by another program, from the description in EventId. */
  @Test
  void hashesTheDocumentedForm() {
    assertThat(EventId.of("acme", "order-1", "call-1", "USAGE", 0))
        .isEqualTo("709045637ab9360bf5e7d1beead665c0fed7963383c1e8949beef02e5b820f06");
  }

  @Test
  void tellsApartWhatAJoinedTextWouldNot() {
    assertThat(EventId.of("ab", "c", "-", "USAGE", 0))
        .isNotEqualTo(EventId.of("a", "bc", "-", "USAGE", 0));
  }

  @Test
  void refusesANegativeNumber() {
    assertThatThrownBy(() -> EventId.of("a", "b", "c", "USAGE", -1)).hasMessageContaining("seq");
  }
}
