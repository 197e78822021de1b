package dev.barnabas.configuration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceLookup;
import dev.barnabas.pricing.ServiceTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One test per rule of what models cost and who may use one without a price. */
class PriceRulesTest {

  private static final String PRICES =
      """
      prices:
        - {partner: alpha, model: sim-1, input: 1, output: 2}
        - {partner: beta, model: sim-1, input: 1, output: 2}
      """;

  @Test
  void allowsAnUnpricedModelWithAWarning() {
    assertThat(Loading.warnings(Loading.TWO_PARTNERS.formatted("", "", "")))
        .contains(
            "routing.models[0]: UNPRICED: no price holds now for model \"sim-1\" of partner \"alpha\"; its cost will"
                + " be null, with an alert");
  }

  @Test
  @Tag("rule-2.8")
  void refusesAnUnpricedModelForATenantWithAMoneyLimit() {
    assertThat(
            Loading.errors(
                Loading.TWO_PARTNERS.formatted("", ", cost_per_token: 0.1", ", money_per_day: 5")))
        .containsExactly(
            "routing.models[0]: UNPRICED: no price holds now for model \"sim-1\" of partner \"alpha\", which every"
                + " tenant (quotas.default) may use under a money limit; add it to prices",
            "routing.models[0]: UNPRICED: no price holds now for model \"sim-1\" of partner \"beta\", which every"
                + " tenant (quotas.default) may use under a money limit; add it to prices");
    assertThat(
            Loading.errors(Loading.TWO_PARTNERS.formatted("", "", ", money_per_day: 5") + PRICES))
        .isEmpty();
  }

  @Test
  void refusesAnUnpricedModelWhenATiersMoneyLimitReachesIt() {
    String tenants = "tenants: {acme: {quotas: {money_per_month: 1}}, free: {}}\n";

    assertThat(Loading.errors(Loading.TWO_PARTNERS.formatted("", ", fallback: []", "") + tenants))
        .singleElement()
        .asString()
        .contains("which tenant \"acme\" may use");
  }

  @Test
  void doesNotCountAPriceThatHoldsLater() {
    String future =
        "prices: [{partner: alpha, model: sim-1, input: 1, output: 1, effective_from: 2030-01-01}]\n";

    assertThat(
            Loading.errors(
                Loading.TWO_PARTNERS.formatted("", ", fallback: []", ", money_per_day: 5")
                    + future))
        .hasSize(1);
  }

  @Test
  void takesThePriceThatBeganLast() {
    Configuration configuration =
        Loading.minimalWith(
            """
            prices:
              - {partner: alpha, model: sim-1, input: 1, output: 1}
              - {partner: alpha, model: sim-1, input: 2, output: 2, effective_from: 2026-06-01}
              - {partner: alpha, model: sim-1, input: 3, output: 3, effective_from: 2026-12-01T00:00:00Z}
            """);

    assertThat(input(configuration, "2026-05-31T23:59:59Z")).isEqualTo("1");
    assertThat(input(configuration, "2026-06-01T00:00:00Z")).isEqualTo("2");
    assertThat(input(configuration, "2027-01-01T00:00:00Z")).isEqualTo("3");
    assertThat(configuration.priceBook().priceOf("alpha", "other", Loading.NOW))
        .isInstanceOf(PriceLookup.Unpriced.class);
  }

  private static String input(Configuration configuration, String time) {
    return price(configuration, time)
        .standard()
        .base()
        .input()
        .movePointRight(6)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static ModelPrice price(Configuration configuration, String time) {
    PriceLookup found = configuration.priceBook().priceOf("alpha", "sim-1", Instant.parse(time));
    assertThat(found).isInstanceOf(PriceLookup.Priced.class);
    return ((PriceLookup.Priced) found).price();
  }

  @Test
  void takesAPriceFromItsFirstInstantUpToItsLast() {
    Configuration configuration =
        Loading.minimalWith(
            """
            prices:
              - {partner: alpha, model: sim-1, input: 1, output: 1, from: 2026-01-01, to: 2026-06-01}
              - {partner: alpha, model: sim-1, input: 2, output: 2, from: 2026-06-01, to: 2027-01-01}
            """);

    assertThat(input(configuration, "2026-01-01T00:00:00Z")).isEqualTo("1");
    assertThat(input(configuration, "2026-05-31T23:59:59.999999999Z")).isEqualTo("1");
    assertThat(input(configuration, "2026-06-01T00:00:00Z")).isEqualTo("2");
    assertThat(
            configuration
                .priceBook()
                .priceOf("alpha", "sim-1", Instant.parse("2027-01-01T00:00:00Z")))
        .isInstanceOf(PriceLookup.Unpriced.class);
  }

  @Test
  void warnsOfAPriceThatRunsOut() {
    assertThat(
            Loading.warnings(
                Loading.MINIMAL
                    + "prices: [{partner: alpha, model: sim-1, input: 1, output: 1, to: 2027-01-01}]\n"))
        .containsExactly(
            "prices[0]: ends at 2027-01-01T00:00:00Z and no price follows: UNPRICED from then on");
  }

  @Test
  void readsEveryMeterAndTierPerToken() {
    ModelPrice price =
        price(
            Loading.minimalWith(
                """
                prices:
                  - partner: alpha
                    model: sim-1
                    input: 3
                    output: 15
                    cache_read: 0.3
                    cache_write_short: 3.75
                    cache_write_long: 6
                    reasoning: 20
                    audio_input: 40
                    image_input: 4
                    audio_output: 80
                    per_request: 0.005
                    context_tiers: [{above: 200000, input: 6, output: 22.5}]
                    batch: {input: 1.5, output: 7.5, context_tiers: [{above: 200000, input: 3, output: 11.25}]}
                    priority: {input: 6, output: 30, reasoning: 40}
                """),
            "2026-11-20T00:00:00Z");

    assertThat(price.perRequest()).isEqualByComparingTo("0.005");
    assertThat(unit(price, ServiceTier.STANDARD, 200_000, "cached_input")).isEqualTo("0.0000003");
    assertThat(unit(price, ServiceTier.STANDARD, 200_000, "cache_write_short"))
        .isEqualTo("0.00000375");
    assertThat(unit(price, ServiceTier.STANDARD, 200_000, "cache_write_long"))
        .isEqualTo("0.000006");
    assertThat(unit(price, ServiceTier.STANDARD, 200_000, "reasoning")).isEqualTo("0.00002");
    assertThat(unit(price, ServiceTier.STANDARD, 200_000, "audio_input")).isEqualTo("0.00004");
    assertThat(unit(price, ServiceTier.STANDARD, 200_000, "image_input")).isEqualTo("0.000004");
    assertThat(unit(price, ServiceTier.STANDARD, 200_000, "audio_output")).isEqualTo("0.00008");
    assertThat(unit(price, ServiceTier.STANDARD, 200_001, "audio_output")).isEqualTo("0.0000225");
    assertThat(unit(price, ServiceTier.STANDARD, 200_001, "output")).isEqualTo("0.0000225");
    assertThat(unit(price, ServiceTier.BATCH, 200_001, "output")).isEqualTo("0.00001125");
    assertThat(unit(price, ServiceTier.PRIORITY, 1, "reasoning")).isEqualTo("0.00004");
    assertThat(price.rates(ServiceTier.FLEX, 1)).isEmpty();
  }

  private static ModelPrice contracted(String contract) {
    return price(
        Loading.minimalWith(
            """
            prices:
              - partner: alpha
                model: sim-1
                input: 3
                output: 15
                cached_input: 0.3
                per_request: 0.005
                context_tiers: [{above: 200000, input: 6, output: 22.5}]
                batch: {input: 1.5, output: 7.5, context_tiers: [{above: 200000, input: 3, output: 11.25}]}
                contract: %s
            """
                .formatted(contract)),
        "2026-11-20T00:00:00Z");
  }

  @Test
  void takesAContractsDiscountOffEveryPriceAndKeepsTheListPrice() {
    ModelPrice price = contracted("{discount: 12.5}");

    assertThat(unit(price, ServiceTier.STANDARD, 1, "input")).isEqualTo("0.000002625");
    assertThat(unit(price, ServiceTier.STANDARD, 1, "cached_input")).isEqualTo("0.0000002625");
    assertThat(unit(price, ServiceTier.STANDARD, 200_001, "output")).isEqualTo("0.0000196875");
    assertThat(unit(price, ServiceTier.BATCH, 200_001, "input")).isEqualTo("0.000002625");
    assertThat(price.perRequest()).isEqualByComparingTo("0.004375");
    ModelPrice list = requireNonNull(price.list());
    assertThat(unit(list, ServiceTier.STANDARD, 1, "input")).isEqualTo("0.000003");
    assertThat(list.perRequest()).isEqualByComparingTo("0.005");
  }

  @Test
  void paysWhatAContractNamesAndTheListPriceOtherwise() {
    ModelPrice price =
        contracted(
            "{output: 20, per_request: 0, context_tiers: [{above: 200000, input: 5, output: 21}], batch: {input: 1, output: 6}}");

    assertThat(unit(price, ServiceTier.STANDARD, 1, "input")).isEqualTo("0.000003");
    assertThat(unit(price, ServiceTier.STANDARD, 1, "cached_input")).isEqualTo("0.0000003");
    assertThat(unit(price, ServiceTier.STANDARD, 1, "output")).isEqualTo("0.00002");
    assertThat(unit(price, ServiceTier.STANDARD, 1, "reasoning")).isEqualTo("0.00002");
    assertThat(unit(price, ServiceTier.STANDARD, 200_001, "input")).isEqualTo("0.000005");
    assertThat(unit(price, ServiceTier.BATCH, 1, "input")).isEqualTo("0.000001");
    assertThat(unit(price, ServiceTier.BATCH, 200_001, "input")).isEqualTo("0.000003");
    assertThat(price.perRequest()).isZero();
  }

  /** The hash was computed by another program. */
  @Test
  void leavesTheHashOfABookWithoutAContractAndHashesOneWithIt() {
    String prices = "prices: [{partner: alpha, model: sim-1, input: 1, output: 1%s}]\n";
    String list = Loading.minimalWith(prices.formatted("")).priceBook().sha256();

    assertThat(list).isEqualTo("9ba73eac09004800f198a779997e358d61de5fa7c94ca8f097bc8d58303a6cb6");
    assertThat(
            Loading.minimalWith(prices.formatted(", contract: {discount: 10}"))
                .priceBook()
                .sha256())
        .isEqualTo(
            Loading.minimalWith(prices.formatted(", contract: {input: 0.9, output: 0.90}"))
                .priceBook()
                .sha256())
        .isNotEqualTo(list);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{discount: -1} | contract.discount: must be at least 0, but is -1",
        "{discount: 101} | contract.discount: must be at most 100, but is 101",
        "{discount: 1.00001} | contract.discount: has more than 4 digits after the point",
        "{discount: 5, input: 1} | contract.discount: stands beside prices; keep the one or the others",
        "{discount: 5, batch: {input: 1, output: 1}} | contract.discount: stands beside prices",
        "{} | contract: names neither a discount nor a price",
        "{input: -1} | contract.input: must be at least 0, but is -1",
        "{reasoning: 0.0000000000001} | contract.reasoning: has more than 12 digits after the point",
        "{colour: red} | contract.colour: is not a key here",
        "{flex: {input: 1, output: 1}} | contract.flex: is a tier that the entry itself does not have",
        "{batch: {input: 1}} | contract.batch.output: is required",
        "{context_tiers: [{above: 5, input: 1, output: 1}]} | contract.context_tiers: names the threshold 5, which",
        "{batch: {input: 1, output: 1, context_tiers: [{above: 5, input: 1, output: 1}]}} | contract.batch.context_tiers: names the threshold 5",
        "{discount: 33.3333} | contract.discount: leaves more digits than a price per token can keep: cachedInput has",
      })
  void namesThePathOfWhatIsWrongInAContract(String contract, String error) {
    String entry =
        "{partner: alpha, model: sim-1, input: 1, output: 1, cached_input: 0.0000000001, batch: {input: 1, output: 1}, contract: "
            + contract
            + "}";

    assertThat(
            Loading.errors(
                Loading.MINIMAL
                    + """
                    prices:
                      - {partner: alpha, model: a, input: 1, output: 1}
                      - {partner: alpha, model: b, input: 1, output: 1}
                      - %s
                    """
                        .formatted(entry)))
        .isNotEmpty()
        .first()
        .asString()
        .startsWith("prices[2]." + error);
  }

  private static String unit(ModelPrice price, ServiceTier tier, long input, String meter) {
    return price
        .rates(tier, input)
        .orElseThrow()
        .unitPriceOf(meter)
        .stripTrailingZeros()
        .toPlainString();
  }

  @Test
  void namesTheBookByItsOwnersNameAndItsHash() {
    String price = "prices: [{partner: alpha, model: sim-1, input: 1, output: 1}]\n";
    String hash = Loading.minimalWith(price).priceBook().version();

    assertThat(hash).matches("[0-9a-f]{12}");
    assertThat(Loading.minimalWith(price + "price_book: autumn\n").priceBook().version())
        .isEqualTo("autumn@" + hash);
  }

  @Test
  void takesAPriceOfZeroForAPriceWhereCapacityIsPaidFor() {
    String zero =
        """
        prices:
          - {partner: alpha, model: sim-1, input: 0, output: 0}
          - {partner: beta, model: sim-1, input: 0, output: 0}
        """;
    String limited = Loading.TWO_PARTNERS.formatted("", "", ", money_per_day: 5");

    assertThat(Loading.errors(limited)).isNotEmpty();
    assertThat(Loading.errors(limited + zero)).isEmpty();
    assertThat(
            unit(
                price(Loading.load(limited + zero), "2026-11-20T00:00:00Z"),
                ServiceTier.STANDARD,
                1,
                "output"))
        .isEqualTo("0");
  }

  private static final String PTU =
      "capacity: [{name: ptu, partner: alpha, model: sim-1, unit: hour, price: 1, tenant: acme%s}]\n";

  @Test
  void makesCapacityAPartOfTheBookAndOfItsVersion() {
    var with = Loading.minimalWith(PTU.formatted("")).priceBook();

    assertThat(with.capacity()).singleElement().extracting("currency").isEqualTo("USD");
    assertThat(with.version()).isNotEqualTo(Loading.minimalWith("").priceBook().version());
  }

  @Test
  void refusesCapacityThatOverlapsOrIsInAnotherCurrency() {
    assertThat(
            Loading.errors(
                Loading.MINIMAL
                    + PTU.formatted(
                        "}, {name: ptu, partner: alpha, unit: hour, price: 2, tenant: b")))
        .containsExactly("capacity[1]: two entries of capacity ptu hold at 1970-01-01T00:00:00Z");
    assertThat(Loading.errors(Loading.MINIMAL + PTU.formatted(", currency: EUR")))
        .containsExactly("capacity[0].currency: is EUR, but the configuration's currency is USD");
    assertThat(Loading.warnings(Loading.MINIMAL + PTU.formatted("").replace("alpha", "alpah")))
        .anyMatch(warning -> warning.startsWith("capacity[0].partner: no partner \"alpah\""));
  }

  @Test
  void takesCapacityFromTheFileOfPrices(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("prices.yaml"),
        "prices: [{partner: alpha, model: sim-1, input: 0, output: 0}]\n" + PTU.formatted(""));
    Path file = directory.resolve("barnabas.yaml");

    Files.writeString(file, Loading.MINIMAL + "prices: prices.yaml\n");
    var loaded = ConfigurationLoader.load(file, Loading.context()).orElseThrow();
    assertThat(loaded.capacity()).singleElement().extracting("name").isEqualTo("ptu");
    assertThat(Configuration.fromCanonicalJson(loaded.canonicalJson())).isEqualTo(loaded);

    Files.writeString(file, Loading.MINIMAL + "prices: prices.yaml\n" + PTU.formatted(""));
    assertThat(Loading.errors(ConfigurationLoader.load(file, Loading.context())))
        .containsExactly("capacity: stands in the file of prices, too; keep one");

    Files.writeString(
        directory.resolve("prices.yaml"),
        "prices: []\n" + PTU.formatted("").replace("hour", "week"));
    Files.writeString(file, Loading.MINIMAL + "prices: prices.yaml\n");
    assertThat(Loading.errors(ConfigurationLoader.load(file, Loading.context())))
        .singleElement()
        .asString()
        .contains("capacity[0].unit: must be one of hour, month");
  }

  @Test
  void holdsAMoneyLimitOnOneAliasAgainstThatAliasOnly() {
    String yaml =
        """
        partners:
          - {id: alpha, adapter: simulated, models: {fast: sim-1, slow: sim-2}}
        routing:
          models:
            - {alias: fast, primary: alpha}
            - {alias: slow, primary: alpha}
        quotas:
          default: {tokens_per_day: 5, models: {fast: {money_per_day: 1}}}
        prices: [{partner: alpha, model: sim-1, input: 1, output: 1}]
        """;

    assertThat(Loading.errors(yaml)).isEmpty();
    assertThat(Loading.errors(yaml.replace("sim-1, input", "sim-2, input")))
        .singleElement()
        .asString()
        .startsWith("routing.models[0]: UNPRICED: no price holds now for model \"sim-1\"");
  }

  @Test
  void refusesAModelThatOnlyAVariantReaches() {
    String variants = ", fallback: [], variants: [{name: b, primary: beta, weight: 1}]";
    String alphaOnly = "prices: [{partner: alpha, model: sim-1, input: 1, output: 2}]\n";

    assertThat(
            Loading.errors(
                Loading.TWO_PARTNERS.formatted("", variants, ", money_per_day: 5") + alphaOnly))
        .singleElement()
        .asString()
        .contains("of partner \"beta\", which every tenant");
  }
}
