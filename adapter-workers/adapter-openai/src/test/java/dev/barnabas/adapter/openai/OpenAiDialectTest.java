package dev.barnabas.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.AdapterSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class OpenAiDialectTest {

  @Test
  void speaksOpenAisOwnWordsToItsOwnHost() {
    OpenAiDialect own = new OpenAiDialect("https://api.openai.com/v1", true, true);

    assertThat(OpenAiDialect.of(AdapterSettings.of("alpha", null, () -> "k"))).isEqualTo(own);
    assertThat(
            OpenAiDialect.of(
                AdapterSettings.of("alpha", URI.create("https://api.openai.com"), () -> "k")))
        .isEqualTo(own);
  }

  @Test
  void speaksTheCommonWordsToEveryOtherHost() {
    AdapterSettings other =
        AdapterSettings.of("alpha", URI.create("https://models.test/openai/v1"), () -> "k");

    assertThat(OpenAiDialect.of(other))
        .isEqualTo(new OpenAiDialect("https://models.test/openai/v1", false, false));
  }
}
