package dev.barnabas.cli.reprice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.capacity.ChargedCapacity;
import dev.barnabas.cli.reprice.RepricingPlan.Account;
import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceContract;
import dev.barnabas.pricing.PriceEntry;
import dev.barnabas.pricing.Repricing.Reason;
import dev.barnabas.pricing.TenantPrice;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.UsageLines;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepricingPlanTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final Instant CALLED = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-12-02T08:00:00Z");
  private static final PriceBook DEARER = book("3");
  private static final PriceBook CHEAPER = book("1");
  private static final PriceBook FIRST = book("2");

  /** By the list as {@link #FIRST}, and a quarter less. */
  private static final PriceBook CONTRACT =
      book(new PriceContract.Discount(new BigDecimal(25)).under(price("2")));

  private final List<UsageEvent> log = new ArrayList<>();

  @Test
  void sumsTheDifferencesByTenant() {
    log.add(priced("acme", "c1", 10));
    log.add(priced("acme", "c2", 20));
    log.add(priced("globex", "c3", 5));

    var plan = plan(DEARER);

    assertThat(plan.sums().keySet())
        .containsExactly(new Account("acme", "USD"), new Account("globex", "USD"));
    assertThat(plan.sums().get(new Account("acme", "USD")))
        .satisfies(sum -> {
          assertThat(sum.calls()).isEqualTo(2);
          assertThat(sum.cost()).isEqualByComparingTo("30");
          assertThat(sum.charge()).isEqualByComparingTo("0");
          assertThat(sum.uncharged()).isEqualByComparingTo("30");
        });
  }

  @Test
  void writesNothingTheSecondTimeAndComesBackWithTheFirstBook() {
    log.add(priced("acme", "c1", 10));
    log.add(priced("acme", "c2", 20));

    apply(CHEAPER);

    assertThat(log).hasSize(4);
    assertThat(plan(CHEAPER).corrections()).isEmpty();
    assertThat(plan(CHEAPER).same()).isEqualTo(2);
    apply(FIRST);
    assertThat(sum(log)).isEqualByComparingTo("60");
    assertThat(log.stream().map(UsageEvent::getEventId).distinct()).hasSize(6);
  }

  @Test
  void writesTheRestOfWhatWasWrittenInPart() {
    log.add(priced("acme", "c1", 10));
    log.add(priced("acme", "c2", 20));
    var events = new CorrectionEvents(MONTH, CHEAPER.version(), NOW);
    log.add(events.of(plan(CHEAPER).corrections().getFirst()));

    assertThat(plan(CHEAPER).corrections())
        .singleElement()
        .satisfies(
            correction -> assertThat(correction.standing().getCallId()).isEqualTo("call-c2"));
  }

  @Test
  void writesAnAdjustmentOfTheCallWithAWriterAndANumberOfItsOwn() {
    log.add(priced("acme", "c1", 10));
    log.add(priced("acme", "c2", 20));
    var events = new CorrectionEvents(MONTH, CHEAPER.version(), NOW);

    var written = plan(CHEAPER).corrections().stream().map(events::of).toList();

    assertThat(written).extracting(UsageEvent::getWriterSeq).containsExactly(0L, 1L);
    assertThat(written)
        .extracting(UsageEvent::getWriterId)
        .containsOnly("reprice/2026-11/" + NOW.toEpochMilli() + "/3");
    assertThat(written.getFirst())
        .satisfies(event -> {
          assertThat(event.getKind()).isEqualTo(UsageKind.ADJUSTMENT);
          assertThat(event.getSeq()).isEqualTo(1_000_000);
          assertThat(event.getCorrectsEventId()).isEqualTo(log.getFirst().getEventId());
          assertThat(event.getOccurredAt()).isEqualTo(CALLED);
          assertThat(event.getRecordedAt()).isEqualTo(NOW);
          assertThat(event.getChargePeriod()).isEqualTo("2026-11");
          assertThat(event.getProviderCost()).isEqualByComparingTo("-10");
          assertThat(event.getTenantCharge()).isEqualByComparingTo("-10");
          assertThat(event.getTokensCharged()).isZero();
          assertThat(event.getChargedToTenant()).isTrue();
          assertThat(event.getPriceBookVersion()).isEqualTo(CHEAPER.version());
          assertThat(event.getLines())
              .singleElement()
              .satisfies(line -> assertThat(line.getCost()).isEqualByComparingTo("-10"));
        });
  }

  @Test
  void keepsTheListCostWhileAContractComesAndGoes() {
    log.add(priced("acme", "c1", 10));
    log.add(priced(CONTRACT, "acme", "c2", 10));

    apply(CONTRACT);

    assertThat(log).hasSize(3);
    assertThat(log.getLast().getLines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getUnitPrice()).isEqualByComparingTo("1.5");
          assertThat(line.getCost()).isEqualByComparingTo("-5");
          assertThat(line.getListUnitPrice()).isEqualByComparingTo("2");
          assertThat(line.getListCost()).isZero();
        });
    assertThat(sum(log)).isEqualByComparingTo("30");
    assertThat(listCost(log)).isEqualByComparingTo("40");
    assertThat(plan(CONTRACT).corrections()).isEmpty();

    apply(FIRST);

    assertThat(log).hasSize(5);
    assertThat(log.getLast().getLines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getListUnitPrice()).isNull();
          assertThat(line.getListCost()).isZero();
        });
    assertThat(sum(log)).isEqualByComparingTo("40");
    assertThat(listCost(log)).isEqualByComparingTo("40");
  }

  private static BigDecimal listCost(List<UsageEvent> events) {
    return events.stream()
        .flatMap(event -> event.getLines().stream())
        .map(line -> line.getListCost() == null ? line.getCost() : line.getListCost())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void countsWhatTheBookCannotPriceAndPassesOtherMonthsOver() {
    log.add(unknown("acme", "c1"));
    log.add(UsageEvent.newBuilder(priced("acme", "c2", 1)).setRequestModel("other").build());
    log.add(UsageEvent.newBuilder(priced("acme", "c3", 1)).setChargePeriod("2026-10").build());

    var plan = plan(DEARER);

    assertThat(plan.corrections()).isEmpty();
    assertThat(plan.kept())
        .containsEntry(Reason.NO_USAGE, 1L)
        .containsEntry(Reason.UNPRICED, 1L)
        .hasSize(2);
  }

  @Test
  void leavesCapacityAlone() {
    log.addAll(new ChargedCapacity().run(ChargedCapacity.ptu("1.00")));

    var plan = plan(DEARER);

    assertThat(plan.corrections()).isEmpty();
    assertThat(plan.kept()).isEmpty();
    assertThat(plan.same()).isZero();
  }

  @Test
  void pricesACallThatTurnedOutToHaveEndedOnce() {
    UsageEvent unknown = unknown("acme", "c1");
    log.add(unknown);
    log.add(
        UsageEvent.newBuilder(unknown)
            .setKind(UsageKind.REVERSAL)
            .setSeq(1)
            .setEventId(id("acme", "c1", "REVERSAL", 1))
            .build());
    log.add(
        UsageEvent.newBuilder(priced("acme", "c1", 10))
            .setSeq(2)
            .setEventId(id("acme", "c1", "USAGE", 2))
            .build());

    assertThat(plan(DEARER).corrections())
        .singleElement()
        .satisfies(
            correction -> assertThat(correction.changed().cost()).isEqualByComparingTo("10"));
  }

  @Test
  void readsTheSameEventOnceHoweverOftenItIsOnTheTopic() {
    log.add(priced("acme", "c1", 10));
    log.add(log.getFirst());

    assertThat(plan(DEARER).corrections())
        .singleElement()
        .satisfies(
            correction -> assertThat(correction.changed().cost()).isEqualByComparingTo("10"));
  }

  private RepricingPlan plan(PriceBook book) {
    var month = new MonthLedger(MONTH);
    log.forEach(event -> month.add(event, 3));
    return RepricingPlan.of(month, book, _ -> TenantPrice.ofProvider("USD"));
  }

  private void apply(PriceBook book) {
    var events = new CorrectionEvents(MONTH, book.version(), NOW);
    plan(book).corrections().stream().map(events::of).toList().forEach(log::add);
  }

  private static BigDecimal sum(List<UsageEvent> events) {
    return events.stream()
        .map(UsageEvent::getProviderCost)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static UsageEvent priced(String tenant, String request, long input) {
    return priced(FIRST, tenant, request, input);
  }

  private static UsageEvent priced(PriceBook book, String tenant, String request, long input) {
    var usage = Usage.of(input, 0, Measure.PROVIDER_REPORTED);
    var lookup = book.priceOf("alpha", "gpt", CALLED);
    var lines = UsageLines.of(usage, lookup);
    BigDecimal cost = requireNonNull(UsageLines.providerCost(usage, lookup)).amount();
    return UsageEvent.newBuilder(unknown(tenant, request))
        .setOutcome("SUCCESS")
        .setLines(
            lines.stream()
                .map(line ->
                    UsageLine.newBuilder()
                        .setMeter(line.meter())
                        .setQuantity(BigDecimal.valueOf(line.quantity()).setScale(18))
                        .setMeasure("PROVIDER_REPORTED")
                        .setUnitPrice(line.unitPrice())
                        .setCost(line.cost())
                        .setListUnitPrice(line.listUnitPrice())
                        .setListCost(line.listCost())
                        .build())
                .toList())
        .setServiceTier("standard")
        .setPriceBookVersion(book.version())
        .setProviderCost(cost)
        .setTenantCharge(cost)
        .setTokensCharged(input)
        .setChargedToTenant(true)
        .build();
  }

  private static UsageEvent unknown(String tenant, String request) {
    return UsageEvent.newBuilder()
        .setEventId(id(tenant, request, "USAGE", 0))
        .setKind(UsageKind.USAGE)
        .setSeq(0)
        .setTenantId(tenant)
        .setCorrelationId(request)
        .setAttempt(0)
        .setAttemptId("a-" + request)
        .setCallId("call-" + request)
        .setPartnerId("alpha")
        .setRoute("fast-text")
        .setLane("REALTIME")
        .setRequestModel("gpt")
        .setCurrency("USD")
        .setConfigSha256("0".repeat(64))
        .setBilledByProvider(Billed.UNKNOWN)
        .setOutcome("UNKNOWN")
        .setChargePeriod("2026-11")
        .setWriterId("broker-app/3")
        .setWriterSeq(0)
        .setOccurredAt(CALLED)
        .setRecordedAt(CALLED.plusSeconds(2))
        .build();
  }

  private static String id(String tenant, String request, String kind, int seq) {
    return EventId.of(tenant, request, "call-" + request, kind, seq);
  }

  private static PriceBook book(String input) {
    return book(price(input));
  }

  private static PriceBook book(ModelPrice price) {
    return PriceBook.of(List.of(PriceEntry.from(Instant.EPOCH, "alpha", "gpt", price)));
  }

  private static ModelPrice price(String input) {
    return ModelPrice.of("USD", new BigDecimal(input), BigDecimal.ONE);
  }
}
