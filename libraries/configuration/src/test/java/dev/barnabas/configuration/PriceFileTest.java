package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.PriceFile.Reading;
import dev.barnabas.pricing.PriceBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {

  @TempDir Path directory;

  @Test
  void readsTheExampleAsAConfigurationDoes() throws IOException {
    var reading = PriceFile.read(Path.of("../../examples/prices.yaml"), "USD", Map.of());

    assertThat(reading).isInstanceOf(Reading.Read.class);
    PriceBook book = ((Reading.Read) reading).book();
    assertThat(book.version()).startsWith("public-2026-11@");
    assertThat(book.entries()).extracting("model").contains("gpt-5.4", "claude-sonnet-5-5");
  }

  @Test
  void readsAListWithoutAName() throws IOException {
    var reading = read("- {partner: alpha, model: gpt, input: 2, output: 8}\n");

    assertThat(reading).isInstanceOf(Reading.Read.class);
    assertThat(((Reading.Read) reading).book().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.price().currency()).isEqualTo("EUR"));
  }

  @Test
  void namesThePlaceOfWhatIsWrong() throws IOException {
    assertThat(read("prices: [{partner: alpha, model: gpt, input: -1, output: 8}]").toString())
        .contains("prices[0].input");
    assertThat(
            read("prices: [{partner: a, model: m, input: 1, output: 1, colour: red}]").toString())
        .contains("colour");
    assertThat(read("price_book: x\n").toString()).contains("prices");
    assertThat(
            read("- {partner: a, model: m, input: 1, output: 1, contract: {discount: 5, input: 1}}")
                .toString())
        .contains("[0].contract.discount");
    assertThat(
            read("""
            - {partner: a, model: m, input: 1, output: 1}
            - {partner: a, model: m, input: 2, output: 1}
            """)
                .toString())
        .contains("prices[1]")
        .contains("two prices of a/m");
    assertThat(read("just text")).isInstanceOf(Reading.Refused.class);
    assertThat(read("")).isInstanceOf(Reading.Refused.class);
  }

  private Reading read(String yaml) throws IOException {
    return PriceFile.read(
        Files.writeString(directory.resolve("prices.yaml"), yaml), "EUR", Map.of());
  }
}
