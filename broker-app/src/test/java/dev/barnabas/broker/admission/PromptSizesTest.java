package dev.barnabas.broker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.ChatMessage;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.FunctionDefinition;
import dev.barnabas.broker.request.Original;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.pricing.PromptSize;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptSizesTest {

  @Test
  void countsTextsByTheirBytes() {
    Original original =
        new Original(List.of(ChatMessage.of("user", "héllo")), List.of(), null, Samples.sampling());

    assertThat(PromptSizes.of(original)).isEqualTo(new PromptSize(6, 1, 0, 0, 0));
  }

  @Test
  void countsMediaByThePieceAndNotByWhatStandsForThem() {
    String data = "data:image/png;base64," + "A".repeat(100_000);
    ChatMessage message =
        new ChatMessage(
            "user",
            null,
            List.of(
                new ChatMessage.Part("text", "look", null, null),
                new ChatMessage.Part("image", null, data, null),
                new ChatMessage.Part("image", null, "https://example.com/cat.png", null),
                new ChatMessage.Part("audio", null, "data:audio/wav;base64,AAAA", null)),
            null,
            List.of(),
            null);

    assertThat(PromptSizes.of(new Original(List.of(message), List.of(), null, Samples.sampling())))
        .isEqualTo(new PromptSize(4, 5, 0, 2, 1));
  }

  @Test
  void countsToolsCallsAndASchemaWithTheirFrames() {
    ChatMessage call =
        new ChatMessage(
            "assistant", null, List.of(), null, List.of(new FunctionCall("c", "f", "{}")), null);
    Original original =
        new Original(
            List.of(call),
            List.of(new FunctionDefinition("f", null, "{}")),
            new AnswerFormat("json_schema", "a", "{}", false),
            Samples.sampling());

    assertThat(PromptSizes.of(original)).isEqualTo(new PromptSize(4 + 3 * 6, 2, 2, 0, 0));
  }
}
