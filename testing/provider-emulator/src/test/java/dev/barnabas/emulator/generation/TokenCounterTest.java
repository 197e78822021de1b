package dev.barnabas.emulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCounterTest {
  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "é, 1", "ééé, 2", "😀, 1", "😀a, 2"})
  void countsFourUtf8BytesAsOneTokenRoundedUp(String text, int tokens) {
    assertThat(TokenCounter.ofText(text)).isEqualTo(tokens);
  }

  @Test
  void addsThreePerPromptAndFourPerMessage() {
    var prompt = Prompts.saying("abcdefgh");

    assertThat(TokenCounter.ofPrompt(prompt)).isEqualTo(3 + 4 + 2);
  }

  @Test
  void countsUnspokenPartsImagesAndTools() {
    var schema = JsonNodeFactory.instance.objectNode();
    var message = new PromptMessage("user", "abcd", "12345678", 2);
    var prompt =
        Prompts.with(
            "m",
            List.of(message),
            List.of(new Tool("t", schema, "0123456789abcdef")),
            new ToolChoice.Auto(),
            new AnswerFormat.Text(),
            List.of(),
            null);

    assertThat(TokenCounter.ofPrompt(prompt)).isEqualTo(3 + (4 + 1 + 2 + 170) + (8 + 4));
  }

  @Test
  void countsToolCallsOfAnAnswer() {
    var call = new ToolCall("name", "{\"a\":1}!");

    assertThat(TokenCounter.ofAnswer("abcd", List.of(call))).isEqualTo(1 + 8 + 1 + 2);
  }

  @ParameterizedTest
  @CsvSource({"abcdefgh, 1, abcd", "abc, 1, abc", "aé😀, 1, aé", "😀😀, 1, 😀", "abc, 0, ''"})
  void cutsAtTheLastWholeCodePointThatFits(String text, int tokens, String cut) {
    assertThat(TokenCounter.cut(text, tokens)).isEqualTo(cut);
  }
}
