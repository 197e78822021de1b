package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBoundTest {
  private static final PromptSize TEXT = new PromptSize(10, 0, 0, 0, 0);

  private static TokenBound bound(String factor, @Nullable Long contextWindow) {
    return new TokenBound(new BigDecimal(factor), 0, 0, 0, 0, 0, 0, contextWindow);
  }

  @Test
  void addsUpThePartsOfAPromptEachWithItsOwnOverhead() {
    var bound = new TokenBound(BigDecimal.ONE, 1, 10, 100, 1_000, 10_000, 100_000, null);

    assertThat(bound.promptTokens(new PromptSize(7, 2, 3, 4, 5))).isEqualTo(543_128);
    assertThat(bound.promptTokens(new PromptSize(7, 2, 0, 0, 0)))
        .as("without tools nobody explains how to use them")
        .isEqualTo(28);
  }

  @Test
  void multipliesAndRoundsUp() {
    assertThat(bound("1.01", null).promptTokens(TEXT)).isEqualTo(11);
    assertThat(bound("1.2", null).promptTokens(TEXT)).isEqualTo(12);
  }

  @Test
  void endsAtTheContextWindow() {
    assertThat(bound("1", 9L).promptTokens(TEXT)).isEqualTo(9);
    assertThat(bound("1", 11L).promptTokens(TEXT)).isEqualTo(10);
  }

  @Test
  void staysAsItIsWhereItCoversWhatAProviderCounted() {
    var bound = bound("1.2", 1_000L);

    assertThat(bound.covering(TEXT, 12)).isSameAs(bound);
  }

  @Test
  void takesTheSmallestFactorThatCoversWhatAProviderCounted() {
    assertThat(bound("1.2", null).covering(TEXT, 13)).isEqualTo(bound("1.3000", null));
    assertThat(bound("1", null).covering(new PromptSize(3, 0, 0, 0, 0), 4))
        .as("rounded up to four decimals")
        .isEqualTo(bound("1.3334", null));
    assertThat(bound("1", null).covering(TEXT, 5_000)).isEqualTo(bound("100", null));
    assertThat(bound("1", null).covering(new PromptSize(0, 0, 0, 0, 0), 5))
        .isEqualTo(bound("5.0000", null));
  }

  @Test
  void keepsAContextWindowThatWasReachedAndNotOneThatWasExceeded() {
    var longer = new PromptSize(50, 0, 0, 0, 0);

    assertThat(bound("1", 20L).covering(TEXT, 20)).isEqualTo(bound("2.0000", 20L));
    assertThat(bound("1", 20L).covering(longer, 21)).isEqualTo(bound("1", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.9999", "100.0001"})
  void refusesAFactorOutOfBounds(String factor) {
    assertThatThrownBy(() -> bound(factor, null)).hasMessageContaining("safetyFactor");
  }

  @Test
  void takesTheFactorsAtTheBounds() {
    assertThat(bound("1", null).promptTokens(TEXT)).isEqualTo(10);
    assertThat(bound("100", null).promptTokens(TEXT)).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0,perPrompt",
    "1,perMessage",
    "2,perToolUse",
    "3,perTool",
    "4,perImage",
    "5,perFile"
  })
  void refusesAnOverheadOutOfBoundsByItsName(int place, String name) {
    assertThatThrownBy(() -> withOverhead(place, -1)).hasMessageContaining(name);
    assertThatThrownBy(() -> withOverhead(place, 10_000_001)).hasMessageContaining(name);
    assertThat(withOverhead(place, 10_000_000).withSafetyFactor(BigDecimal.TWO))
        .isNotEqualTo(withOverhead(place, 0).withSafetyFactor(BigDecimal.TWO));
  }

  private static TokenBound withOverhead(int place, int tokens) {
    int[] overheads = new int[6];
    overheads[place] = tokens;
    return new TokenBound(
        BigDecimal.ONE,
        overheads[0],
        overheads[1],
        overheads[2],
        overheads[3],
        overheads[4],
        overheads[5],
        null);
  }

  @Test
  void refusesAContextWindowWithoutRoom() {
    assertThat(bound("1", 1L).promptTokens(TEXT)).isEqualTo(1);
    assertThatThrownBy(() -> bound("1", 0L)).hasMessageContaining("contextWindow");
  }

  @Test
  void bearsTheWorstCaseOfAPrompt() {
    var worst = WorstCase.of(TEXT, bound("1.5", null), 100);

    assertThat(worst).isEqualTo(new WorstCase(15, 100));
    assertThat(worst.tokens()).isEqualTo(115);
  }

  @Test
  void holdsTheFamilyOfAnAdapterInEachFigure() {
    assertThat(TokenFamily.ofAdapter("openai").bound())
        .isEqualTo(new TokenBound(BigDecimal.ONE, 128, 8, 400, 32, 48_169, 2_000_000, null));
    assertThat(TokenFamily.ofAdapter("Anthropic").bound().safetyFactor()).isEqualTo("1.2");
    assertThat(TokenFamily.ofAdapter("simulated").bound().perImage()).isEqualTo(100);
    assertThat(TokenFamily.ofAdapter("a company's own").bound().perToolUse()).isEqualTo(1_200);
  }
}
