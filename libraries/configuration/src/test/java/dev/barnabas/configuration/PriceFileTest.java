package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.PriceFile.Reading;
import dev.barnabas.pricing.CapacityUnit;
import dev.barnabas.pricing.PriceBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void readsTheExampleWithCapacity() throws IOException {
    var reading = PriceFile.read(Path.of("../../examples/capacity.yaml"), "USD", Map.of());

    assertThat(reading).isInstanceOf(Reading.Read.class);
    assertThat(((Reading.Read) reading).book().capacity())
        .extracting("name")
        .containsExactly("gpu-node", "ptu-eastus");
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

  private static final String CAPACITY =
      """
      prices: []
      capacity:
        - {name: gpu, partner: own, unit: month, price: 1200.50, tenant: platform, to: 2026-07-01}
        - {name: ptu, partner: azure, model: gpt-5, unit: hour, price: 1.00, quantity: 50, tenant: platform}
      """;

  @Test
  void readsCapacityBesidePrices() throws IOException {
    var reading = read(CAPACITY);

    assertThat(reading).isInstanceOf(Reading.Read.class);
    PriceBook book = ((Reading.Read) reading).book();
    assertThat(book.capacity()).extracting("name").containsExactly("gpu", "ptu");
    assertThat(book.capacity().getFirst())
        .satisfies(gpu -> {
          assertThat(gpu.model()).isNull();
          assertThat(gpu.unit()).isEqualTo(CapacityUnit.MONTH);
          assertThat(gpu.quantity()).isEqualByComparingTo("1");
          assertThat(gpu.currency()).isEqualTo("EUR");
          assertThat(gpu.effectiveTo()).isEqualTo("2026-07-01T00:00:00Z");
        });
    assertThat(book.version()).isNotEqualTo(((Reading.Read) read("prices: []\n")).book().version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unit: hour              | unit: week                               | capacity[1].unit: must be one of hour, month
          price: 1.00             | price: -1                                | capacity[1].price: must be at least 0
          price: 1.00             | price: 1.0000001                         | capacity[1].price: has more than 6 digits
          price: 1.00             | prize: 1                                 | capacity[1].prize
          quantity: 50            | quantity: 0                              | capacity[1].quantity: must be at least 0.001
          quantity: 50            | quantity: 1.2345                         | capacity[1].quantity: has more than 3 digits
          , tenant: platform}     | }                                        | capacity[1].tenant: is required
          name: ptu               | name: two words                          | capacity[1].name: must match
          name: ptu               | name: gpu, from: 2026-05-01              | capacity[1]: two entries of capacity gpu
          unit: hour              | unit: month, from: 2026-05-01T06:00:00Z  | capacity[1].from: must be the start of a day
          unit: hour              | unit: hour, from: 2026-05-02, to: 2026-05-01 | capacity[1].to: must be after
          """)
  void namesThePlaceOfWhatIsWrongWithCapacity(String written, String wrong, String said)
      throws IOException {
    int last = CAPACITY.lastIndexOf("- {");
    String yaml = CAPACITY.substring(0, last) + CAPACITY.substring(last).replace(written, wrong);

    assertThat(read(yaml).toString()).contains(said);
  }

  private Reading read(String yaml) throws IOException {
    return PriceFile.read(
        Files.writeString(directory.resolve("prices.yaml"), yaml), "EUR", Map.of());
  }
}
