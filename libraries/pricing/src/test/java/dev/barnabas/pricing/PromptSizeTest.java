package dev.barnabas.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptSizeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "😀", "a😀é世b", "😀😀"})
  void countsWhatUtf8EncodesAsItsBytes(String text) {
    assertThat(PromptSize.utf8Bytes(text)).isEqualTo(text.getBytes(UTF_8).length);
  }

  @Test
  void countsHalfASurrogatePairAsItsReplacement() {
    assertThat(PromptSize.utf8Bytes("\ud83d")).isEqualTo(3);
    assertThat(PromptSize.utf8Bytes("\ude00")).isEqualTo(3);
    assertThat(PromptSize.utf8Bytes("\ud83dx")).isEqualTo(4);
    assertThat(PromptSize.utf8Bytes("\ud83d\ud83d\ude00")).isEqualTo(7);
  }

  @Test
  void countsTheNormalFormWhereItIsLonger() {
    assertThat(PromptSize.textBytes("\ufdfa")).isEqualTo(33);
    assertThat(PromptSize.textBytes("ﬁ")).isEqualTo(3);
    assertThat(PromptSize.textBytes("é")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"a\": [1, 2]}|25", "\"é\"|8", "\"\u007f\"|3", "\"\u0080\"|8"})
  void countsJsonAsItMayBeWrittenAnew(String json, long bytes) {
    assertThat(PromptSize.jsonBytes(json)).isEqualTo(bytes);
  }

  @Test
  void countsJsonByItsNormalFormWhereThatIsLonger() {
    assertThat(PromptSize.jsonBytes("\ufdfa")).isEqualTo(33);
  }

  @Test
  void refusesASizeThatNoPromptHas() {
    assertThat(new PromptSize(Usage.MAX_TOKENS, 0, 0, 0, 0).bytes()).isEqualTo(Usage.MAX_TOKENS);
    assertThatThrownBy(() -> new PromptSize(Usage.MAX_TOKENS + 1, 0, 0, 0, 0))
        .hasMessageContaining("bytes is above");
    assertThatThrownBy(() -> new PromptSize(-1, 0, 0, 0, 0)).hasMessageContaining("negative");
    assertThatThrownBy(() -> new PromptSize(0, -1, 0, 0, 0)).hasMessageContaining("negative");
    assertThatThrownBy(() -> new PromptSize(0, 0, -1, 0, 0)).hasMessageContaining("negative");
    assertThatThrownBy(() -> new PromptSize(0, 0, 0, -1, 0)).hasMessageContaining("negative");
    assertThatThrownBy(() -> new PromptSize(0, 0, 0, 0, -1)).hasMessageContaining("negative");
  }
}
