package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.Usage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageLine;
import dev.barnabas.schemas.WorkItem;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices on the way from the configuration to the usage event. */
class PricingTopologyTest {
  private static final String ROUTE =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: alpha-1}}
        - {id: beta, adapter: simulated, models: {fast: beta-1}}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [], max_output_tokens: 100, deadline: 60s}
      """;
  private static final String PRICED =
      ROUTE
          + """
          quotas: {default: {tokens_per_month: 100000, money_per_month: 10}}
          prices:
            - {partner: alpha, model: alpha-1, input: 100, output: 200, to: 2026-01-31T12:00:30Z}
            - {partner: alpha, model: alpha-1, input: 300, output: 600, from: 2026-01-31T12:00:30Z}
          """;

  /** Priced when it is loaded, which is later, and not yet at the time of the test. */
  private static final String NOT_YET_PRICED =
      "prices: [{partner: alpha, model: alpha-1, input: 1, output: 2, from: 2026-02-15}]\n";

  @TempDir Path state;
  private @Nullable BrokerHarness running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  private BrokerHarness broker(String configuration) {
    running = new BrokerHarness(configuration, 1, state);
    return running;
  }

  private static WorkItem submitted(BrokerHarness broker, String id) {
    broker.submit(BrokerHarness.request("acme", id, "hello"));
    return broker.work("alpha").getLast();
  }

  private static UsageEvent answered(
      BrokerHarness broker, WorkItem item, String call, @Nullable String tier) {
    broker.started(item, call);
    broker.pipe(
        broker.names.outcomes(),
        broker
            .ended(item, call, "SUCCESS")
            .setContent("hi")
            .setFinishReason("stop")
            .setUsage(
                Usage.newBuilder()
                    .setInputTokens(10)
                    .setOutputTokens(20)
                    .setServiceTier(tier)
                    .build())
            .build());
    return broker.usage().getLast();
  }

  /** 10 × 0.0001 + 20 × 0.0002, and three times that. */
  @Test
  @Tag("rule-6.2")
  void chargesWhatHeldAtTheAdmissionThoughThePriceChangesBeforeTheOutcome() {
    BrokerHarness broker = broker(PRICED);
    WorkItem before = submitted(broker, "1");
    broker.forward(Duration.ofSeconds(30));
    WorkItem after = submitted(broker, "2");

    assertThat(answered(broker, before, "c1", null).getTenantCharge())
        .isEqualByComparingTo("0.005");
    assertThat(answered(broker, after, "c2", null).getTenantCharge()).isEqualByComparingTo("0.015");
  }

  @Test
  void appliesAnotherBookToNewHoldsOnly() {
    BrokerHarness broker = broker(PRICED);
    WorkItem before = submitted(broker, "1");
    broker.activate(BrokerHarness.activation(2, PRICED.replace("input: 100", "input: 200")), true);
    WorkItem after = submitted(broker, "2");

    UsageEvent first = answered(broker, before, "c1", null);
    UsageEvent second = answered(broker, after, "c2", null);
    assertThat(first.getProviderCost()).isEqualByComparingTo("0.005");
    assertThat(second.getProviderCost()).isEqualByComparingTo("0.006");
    assertThat(first.getPriceBookVersion())
        .matches("[0-9a-f]{12}")
        .isNotEqualTo(second.getPriceBookVersion());
  }

  @Test
  void pricesACallAtTheTierThatItsProviderReports() {
    BrokerHarness broker =
        broker(
            ROUTE
                + """
                quotas: {default: {tokens_per_month: 100000, money_per_month: 10}}
                tenant_prices: [{markup: 20}]
                prices:
                  - {partner: alpha, model: alpha-1, input: 100, output: 200, batch: {input: 50, output: 100}}
                """);

    UsageEvent batch = answered(broker, submitted(broker, "1"), "c1", "batch");
    UsageEvent unknown = answered(broker, submitted(broker, "2"), "c2", "turbo");

    assertThat(batch.getServiceTier()).isEqualTo("batch");
    assertThat(batch.getProviderCost()).isEqualByComparingTo("0.0025");
    assertThat(batch.getTenantCharge()).isEqualByComparingTo("0.003");
    assertThat(unknown.getServiceTier()).isEqualTo("other");
    assertThat(unknown.getProviderCost()).isNull();
    assertThat(unknown.getLines()).extracting(UsageLine::getCost).containsOnlyNulls();
    assertThat(unknown.getTenantCharge()).isEqualByComparingTo("0.006");
    assertThat(broker.read(broker.names.alerts(), Alert.class))
        .extracting(Alert::getKind)
        .containsExactly("UNPRICED");
  }

  /** By the list 10 × 0.0001 + 20 × 0.0002 = 0.005; by contract 10 × 0.0001 + 20 × 0.00016. */
  @Test
  void chargesTheContractedPriceAndKnowsTheListPrice() {
    BrokerHarness broker =
        broker(
            ROUTE
                + """
                quotas: {default: {tokens_per_month: 100000, money_per_month: 10}}
                prices:
                  - {partner: alpha, model: alpha-1, input: 100, output: 200, contract: {output: 160}}
                """);

    UsageEvent event = answered(broker, submitted(broker, "1"), "c1", null);

    assertThat(event.getProviderCost()).isEqualByComparingTo("0.0042");
    assertThat(event.getTenantCharge()).isEqualByComparingTo("0.0042");
    assertThat(event.getLines())
        .extracting(
            UsageLine::getMeter,
            line -> shown(line.getUnitPrice()),
            line -> shown(line.getCost()),
            line -> shown(line.getListUnitPrice()),
            line -> shown(line.getListCost()))
        .containsExactly(
            tuple("input", "0.0001", "0.001", "0.0001", "0.001"),
            tuple("output", "0.00016", "0.0032", "0.0002", "0.004"));
  }

  @Test
  void saysNothingOfAListPriceWithoutAContract() {
    BrokerHarness broker = broker(PRICED);

    UsageEvent event = answered(broker, submitted(broker, "1"), "c1", null);

    assertThat(event.getLines())
        .hasSize(2)
        .allSatisfy(line -> {
          assertThat(line.getUnitPrice()).isNotNull();
          assertThat(line.getListUnitPrice()).isNull();
          assertThat(line.getListCost()).isNull();
        });
  }

  /** 100 tokens out cost 0.1 by the list, with 0.05 to spend. */
  @ParameterizedTest
  @CsvSource({"'', 0", "', contract: {discount: 90}', 1"})
  void holdsTheContractedPrice(String contract, int sent) {
    BrokerHarness broker =
        broker(
            ROUTE
                + """
                quotas: {default: {tokens_per_month: 100000, money_per_month: 0.05}}
                prices: [{partner: alpha, model: alpha-1, input: 1000, output: 1000%s}]
                """
                    .formatted(contract));

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).hasSize(sent);
  }

  private static String shown(@Nullable BigDecimal amount) {
    return amount == null ? "-" : amount.stripTrailingZeros().toPlainString();
  }

  @Test
  @Tag("rule-2.8")
  void refusesARequestThatNeedsAHoldInMoneyForAModelWithoutAPrice() {
    BrokerHarness broker =
        broker(
            ROUTE
                + "quotas: {default: {tokens_per_month: 100000, money_per_month: 10}}\n"
                + NOT_YET_PRICED);

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    InferenceResponse response = broker.responses().getFirst();
    assertThat(response.getStatus()).isEqualTo(TerminalStatus.REJECTED);
    assertThat(response.getError().getCode()).isEqualTo("UNPRICED");
    assertThat(response.getError().getRetryable()).isFalse();
    assertThat(broker.work("alpha")).isEmpty();
    assertThat(broker.decisions()).extracting(Decision::getKind).doesNotContain("HELD");
    broker.forward(Duration.ofDays(15));
    broker.submit(BrokerHarness.request("acme", "2", "hello"));
    assertThat(broker.work("alpha")).hasSize(1);
  }

  @Test
  void recordsInShadowModeThatItWouldRefuseAnUnpricedModel() {
    BrokerHarness broker =
        broker(
            ROUTE
                + "quotas: {default: {tokens_per_month: 100000, money_per_day: {limit: 1, mode: shadow}}}\n"
                + NOT_YET_PRICED);

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).hasSize(1);
    assertThat(broker.decisions())
        .filteredOn(decision -> decision.getKind().equals("SHADOWED"))
        .extracting(Decision::getCode)
        .containsExactly("UNPRICED money_per_day");
  }

  @Test
  void holdsAndChargesATokenPriceThoughTheProvidersIsUnknown() {
    BrokerHarness broker =
        broker(
            ROUTE.replace("deadline: 60s", "deadline: 60s, cost_per_token: 0.001")
                + "quotas: {default: {tokens_per_month: 100000, money_per_month: 10}}\n"
                + NOT_YET_PRICED);

    UsageEvent event = answered(broker, submitted(broker, "1"), "c1", null);

    assertThat(event.getProviderCost()).isNull();
    assertThat(event.getTenantCharge()).isEqualByComparingTo("0.03");
  }

  @Test
  void saysThatAChargeIsUnknownInsteadOfNothing() {
    BrokerHarness broker = broker(ROUTE + "quotas: {default: {tokens_per_month: 100000}}\n");

    UsageEvent event = answered(broker, submitted(broker, "1"), "c1", null);

    assertThat(event.getTokensCharged()).isEqualTo(30);
    assertThat(event.getChargedToTenant()).isTrue();
    assertThat(event.getTenantCharge()).isNull();
    assertThat(event.getProviderCost()).isNull();
    assertThat(event.getPriceBookVersion()).isNull();
    assertThat(broker.responses().getFirst().getCost()).isNull();
  }
}
