package dev.barnabas.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GeneratedTextTest {
  private final GeneratedText text = new GeneratedText();

  @Test
  void countsBytesOfWhatIsKeptAndTokensOfAll() {
    text.add("Grüße 😀");
    text.addHidden("thinking");

    assertThat(text.keptBytes()).isEqualTo(12);
    assertThat(text.estimatedTokens()).isEqualTo(5);
    assertThat(text.isEmpty()).isFalse();
  }

  @Test
  void saysNothingBeforeAnythingIsSaid() {
    text.add("");

    assertThat(text.isEmpty()).isTrue();
    assertThat(text.estimatedTokens()).isZero();
    assertThat(text.exceeds(1)).isFalse();
  }

  /** Prose of a provider that keeps the cap is never cut: a token of it is below six characters. */
  @Test
  void letsProseOfExactlyTheCapPass() {
    text.add("abcdef".repeat(1_000));

    assertThat(text.exceeds(1_000)).isFalse();
    assertThat(text.exceeds(700)).isTrue();
  }

  @Test
  void countsCharactersAndNotBytesAgainstTheCap() {
    text.add("த".repeat(1_000));

    assertThat(text.exceeds(150)).isFalse();
  }
}
