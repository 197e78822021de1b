package dev.barnabas.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.configuration.PriceFile;
import dev.barnabas.configuration.PriceFile.Reading;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceLookup;
import dev.barnabas.pricing.ServiceTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiteLlmListTest {
  private static final String CHAT =
      "\"input_cost_per_token\": 1.1e-06, \"output_cost_per_token\": 0.000015";

  @TempDir private Path directory;

  @Test
  void takesEveryPriceThatAPriceBookHasExactly() throws IOException {
    PriceBook book =
        book(
            list(
                """
                "claude": {"litellm_provider": "anthropic", %s,
                  "cache_read_input_token_cost": 3e-7,
                  "cache_creation_input_token_cost": 3.75e-06,
                  "cache_creation_input_token_cost_above_1hr": 6e-06,
                  "output_cost_per_reasoning_token": 2e-5,
                  "input_cost_per_audio_token": 4e-5, "output_cost_per_audio_token": 8e-05,
                  "input_cost_per_token_above_200k_tokens": 6e-06,
                  "output_cost_per_token_above_200k_tokens": 2.25e-05,
                  "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05,
                  "input_cost_per_token_batches": 1.5e-06,
                  "output_cost_per_token_batches": 7.5e-06,
                  "input_cost_per_request": 0.01,
                  "max_tokens": 200000, "mode": "chat"}
                """
                    .formatted(CHAT)));

    ModelPrice price = price(book, "anthropic", "claude");
    assertThat(price.perRequest()).isEqualByComparingTo("0.01");
    assertThat(price.rates(ServiceTier.STANDARD, 10))
        .get()
        .satisfies(rates -> {
          assertThat(rates.input()).isEqualByComparingTo("0.0000011");
          assertThat(rates.output()).isEqualByComparingTo("0.000015");
          assertThat(rates.cachedInput()).isEqualByComparingTo("0.0000003");
          assertThat(rates.cacheWrite()).isEqualByComparingTo("0.00000375");
          assertThat(rates.cacheWriteLong()).isEqualByComparingTo("0.000006");
          assertThat(rates.reasoning()).isEqualByComparingTo("0.00002");
          assertThat(rates.modalities().audioInput()).isEqualByComparingTo("0.00004");
          assertThat(rates.modalities().audioOutput()).isEqualByComparingTo("0.00008");
        });
    assertThat(price.rates(ServiceTier.STANDARD, 200_001))
        .get()
        .satisfies(rates -> {
          assertThat(rates.input()).isEqualByComparingTo("0.000006");
          assertThat(rates.cacheWriteLong()).isEqualByComparingTo("0.000012");
        });
    assertThat(price.rates(ServiceTier.BATCH, 10))
        .get()
        .satisfies(rates -> assertThat(rates.input()).isEqualByComparingTo("0.0000015"));
    assertThat(price.rates(ServiceTier.PRIORITY, 10)).isEmpty();
  }

  @Test
  void namesAPriceThatItHasNoWordForAndTakesTheRest() {
    LiteLlmList list =
        read(
            list(
                "\"m\": {\"litellm_provider\": \"p\", %s, \"input_cost_per_image\": 1e-5, \"search_context_cost_per_query\": {\"a\": 1}}"
                    .formatted(CHAT)));

    assertThat(list.taken())
        .singleElement()
        .satisfies(price ->
            assertThat(price.untaken())
                .containsExactly("input_cost_per_image", "search_context_cost_per_query"));
    assertThat(PriceBookYaml.of(list.taken(), null, null))
        .contains("    # not taken: \"input_cost_per_image\"");
  }

  @Test
  void leavesOutWhatCannotBeTakenAndSaysWhy() {
    LiteLlmList list =
        read(
            list(
                "\"sample_spec\": {\"litellm_provider\": \"one of\", %s}".formatted(CHAT),
                "\"image\": {\"litellm_provider\": \"p\", \"output_cost_per_image\": 0.04}",
                "\"zero\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": 0, \"output_cost_per_token\": 0.0}",
                "\"half\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": 1e-6}",
                "\"digits\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": 1.23456789012345e-06, \"output_cost_per_token\": 1}",
                "\"text\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": \"1e-6\", \"output_cost_per_token\": 1}",
                "\"minus\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": -1e-6, \"output_cost_per_token\": 1}",
                "\"tier\": {\"litellm_provider\": \"p\", %s, \"input_cost_per_token_above_128k_tokens\": 1}"
                    .formatted(CHAT)));

    assertThat(list.taken()).isEmpty();
    assertThat(list.left())
        .containsOnlyKeys("image", "zero", "half", "digits", "text", "minus", "tier")
        .hasEntrySatisfying("zero", why -> assertThat(why).contains("zero"))
        .hasEntrySatisfying("digits", why -> assertThat(why).contains("14 digits"))
        .hasEntrySatisfying("text", why -> assertThat(why).contains("is no number"))
        .hasEntrySatisfying("minus", why -> assertThat(why).contains("negative"))
        .hasEntrySatisfying("tier", why -> assertThat(why).contains("above 128000"));
  }

  @Test
  void takesTheAskedProvidersUnderTheNamesOfPartners() {
    String list =
        list(
            "\"openai/gpt\": {\"litellm_provider\": \"openai\", %s}".formatted(CHAT),
            "\"gpt\": {\"litellm_provider\": \"openai\", %s}".formatted(CHAT),
            "\"other\": {\"litellm_provider\": \"else\", %s}".formatted(CHAT));

    assertThat(new LiteLlmList(list, Map.of("openai", "alpha"), Set.of()).taken())
        .singleElement()
        .satisfies(price -> {
          assertThat(price.partner()).isEqualTo("alpha");
          assertThat(price.model()).isEqualTo("gpt");
        });
    assertThat(new LiteLlmList(list, Map.of(), Set.of("other")).taken()).hasSize(1);
  }

  @Test
  void namesTheSecondOfTwoEntriesWithOtherPrices() {
    LiteLlmList list =
        read(
            list(
                "\"p/m\": {\"litellm_provider\": \"p\", %s}".formatted(CHAT),
                "\"m\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": 1, \"output_cost_per_token\": 1}"));

    assertThat(list.taken()).hasSize(1);
    assertThat(list.left()).containsOnlyKeys("m");
  }

  @Test
  void saysWhereAFileIsNoList() {
    assertThatThrownBy(() -> read("{\n  \"a\": {,}\n}")).hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("not a JSON object");
    assertThatThrownBy(() -> read("{\"a\": {}, \"a\": {}}")).hasMessageContaining("uplicate");
  }

  @Test
  void writesAFileThatIsReadAgainWhateverAModelIsCalled() throws IOException {
    LiteLlmList list =
        read(list("\"us.x: \\\"y\\\" #1\": {\"litellm_provider\": \"p\", %s}".formatted(CHAT)));

    PriceBook book = book(PriceBookYaml.of(list.taken(), "public", LocalDate.of(2026, 11, 1)));

    assertThat(book.version()).startsWith("public@");
    assertThat(book.entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.model()).isEqualTo("us.x: \"y\" #1");
          assertThat(entry.effectiveFrom()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        });
  }

  @Test
  void namesEveryPriceThatDiffersBetweenTwoBooks() throws IOException {
    PriceBook before =
        book(
            List.of(
                "- {partner: a, model: m, input: 1, output: 2, batch: {input: 0.5, output: 1}}",
                "- {partner: a, model: gone, input: 1, output: 2}"));
    PriceBook after =
        book(
            List.of(
                "- {partner: a, model: m, input: 1.5, output: 2.0, cached_input: 0.1, batch: {input: 0.5, output: 1}}",
                "- {partner: b, model: new, input: 1, output: 2}"));

    List<String> said =
        PriceBookDifference.between(before, after).stream()
            .map(d ->
                "%s/%s %s %s %s"
                    .formatted(d.partner(), d.model(), d.price(), d.before(), d.after()))
            .toList();

    assertThat(said)
        .containsExactly(
            "a/gone currency USD null",
            "a/gone input 1 null",
            "a/gone output 2 null",
            "a/m cached_input null 0.1",
            "a/m input 1 1.5",
            "b/new currency null USD",
            "b/new input null 1",
            "b/new output null 2");
    assertThat(PriceBookDifference.between(after, after)).isEmpty();
  }

  @Test
  void tellsListPricesFromContractedOnesInADifference() throws IOException {
    String entry = "- {partner: a, model: m, input: %s, output: 2, contract: {%s}}";
    PriceBook before = book(List.of(entry.formatted("1", "discount: 10")));
    PriceBook after = book(List.of(entry.formatted("1.5", "input: 0.9, output: 1.7")));

    assertThat(PriceBookDifference.between(before, after))
        .extracting(
            PriceBookDifference::price, PriceBookDifference::before, PriceBookDifference::after)
        .containsExactly(tuple("contract.output", "1.8", "1.7"), tuple("input", "1", "1.5"));
    assertThat(
            PriceBookDifference.between(
                book(List.of("- {partner: a, model: m, input: 1, output: 2}")), before))
        .extracting(
            PriceBookDifference::price, PriceBookDifference::before, PriceBookDifference::after)
        .containsExactly(
            tuple("contract.input", null, "0.9"), tuple("contract.output", null, "1.8"));
  }

  private static String list(String... entries) {
    return "{" + String.join(",", entries) + "}";
  }

  private static LiteLlmList read(String text) {
    return new LiteLlmList(text, Map.of(), Set.of());
  }

  private PriceBook book(String list) throws IOException {
    return book(PriceBookYaml.of(read(list).taken(), null, null));
  }

  private PriceBook book(List<String> lines) throws IOException {
    Path file = Files.write(directory.resolve("prices.yaml"), new ArrayList<>(lines));
    Reading reading = PriceFile.read(file, "USD", Map.of());
    assertThat(reading).as(reading.toString()).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).book();
  }

  private static ModelPrice price(PriceBook book, String partner, String model) {
    assertThat(book.priceOf(partner, model, Instant.EPOCH)).isInstanceOf(PriceLookup.Priced.class);
    return ((PriceLookup.Priced) book.priceOf(partner, model, Instant.EPOCH)).price();
  }
}
