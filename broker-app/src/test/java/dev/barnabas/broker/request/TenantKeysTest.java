package dev.barnabas.broker.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TenantKeysTest {
  private static final RequestKey REQUEST = new RequestKey("acme", "order-1");
  private final TenantKeys keys = new TenantKeys(new byte[32]);

  @Test
  void knowsAnAttemptItGaveToAPartner() {
    assertThat(keys.issued(keys.attemptId(REQUEST, 0, "alpha"), "alpha")).isTrue();
  }

  @Test
  @Tag("rule-1.8")
  void doesNotTakeAnAttemptFromAnotherPartner() {
    assertThat(keys.issued(keys.attemptId(REQUEST, 0, "alpha"), "beta")).isFalse();
  }

  @Test
  void doesNotTakeAnAttemptOfAnotherMasterKeyNorAnythingElse() {
    byte[] other = new byte[32];
    other[31] = 1;
    String foreign = new TenantKeys(other).attemptId(REQUEST, 0, "alpha");
    String own = keys.attemptId(REQUEST, 0, "alpha");

    assertThat(keys.issued(foreign, "alpha")).isFalse();
    assertThat(keys.issued("", "alpha")).isFalse();
    assertThat(keys.issued(own.substring(1), "alpha")).isFalse();
    assertThat(keys.issued(own + "0", "alpha")).isFalse();
    assertThat(keys.issued((own.charAt(0) == '0' ? '1' : '0') + own.substring(1), "alpha"))
        .isFalse();
  }

  @Test
  void givesEachAttemptAnIdOfItsOwnThatTellsNothing() {
    String first = keys.attemptId(REQUEST, 0, "alpha");

    assertThat(first).matches("[0-9a-f]{48}").isEqualTo(keys.attemptId(REQUEST, 0, "alpha"));
    assertThat(keys.attemptId(REQUEST, 1, "alpha")).isNotEqualTo(first);
    assertThat(keys.attemptId(new RequestKey("acme", "order-2"), 0, "alpha")).isNotEqualTo(first);
    assertThat(keys.attemptId(new RequestKey("umbrella", "order-1"), 0, "alpha"))
        .isNotEqualTo(first);
  }

  @Test
  void derivesOneKeyPerTenantAndPurpose() {
    assertThat(keys.derive("content", "acme"))
        .hasSize(32)
        .isNotEqualTo(keys.derive("content", "umbrella"))
        .isNotEqualTo(keys.derive("user", "acme"));
    assertThat(Arrays.equals(keys.derive("content", "acme"), keys.derive("content", "acme")))
        .isTrue();
  }

  @Test
  void hashesTextsApartFromTheirConcatenation() {
    assertThat(keys.hash("p", "acme", "ab", "c")).isNotEqualTo(keys.hash("p", "acme", "a", "bc"));
  }

  @Test
  void refusesAShortMasterKey() {
    assertThatThrownBy(() -> new TenantKeys(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31");
  }
}
