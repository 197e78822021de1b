package dev.barnabas.bench;

import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceEntry;
import dev.barnabas.pricing.Rates;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.UsageLines;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import dev.barnabas.topics.HomePartition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Usage events of a month as broker-app and tools write them, the same for the same seed: twenty
 * tenants, two currencies, three changes of the price book, 1 % late by up to 40 days, 0.5 %
 * corrections. One use, one thread.
 */
final class GeneratedUsage {
  private static final Instant MONTH = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(30);
  private static final Duration LATE = Duration.ofDays(40);
  private static final int SCALE = 18;
  private static final List<String> MODELS = List.of("small", "large");
  private static final List<String> PARTNERS = List.of("alpha", "beta");
  private static final DateTimeFormatter PERIOD =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Random random;
  private final int events;
  private final int partitions;
  private final Map<String, PriceBook> books = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final List<UsageEvent> open = new ArrayList<>();
  private int made;
  private Expected expected = Expected.NONE;

  /**
   * What the totals come to.
   *
   * @param calls metered, reversals taken off
   * @param tokens charged
   * @param userTokens of these: of events that name a user
   */
  record Expected(long calls, long tokens, long userTokens) {
    static final Expected NONE = new Expected(0, 0, 0);

    Expected plus(UsageEvent event) {
      long sign =
          switch (event.getKind()) {
            case USAGE -> 1;
            case REVERSAL -> -1;
            case ADJUSTMENT, UNRECOGNISED -> 0;
          };
      long more = event.getTokensCharged();
      return new Expected(
          calls + sign, tokens + more, userTokens + (event.getUserRef() == null ? 0 : more));
    }
  }

  GeneratedUsage(int events, int partitions, long seed) {
    this.random = new Random(seed);
    this.events = events;
    this.partitions = partitions;
    for (String currency : List.of("USD", "EUR")) {
      books.put(currency, book(currency));
    }
  }

  /** Hands every event over once, in the order of the log; corrections count as events. */
  Expected generate(Consumer<UsageEvent> receiver) {
    while (made < events) {
      Instant now = MONTH.plus(LENGTH.multipliedBy(made).dividedBy(events));
      if (open.isEmpty() || random.nextInt(200) != 0) {
        hand(usage(now), receiver);
      } else {
        correct(open.removeFirst(), now, receiver);
      }
    }
    return expected;
  }

  private void hand(UsageEvent event, Consumer<UsageEvent> receiver) {
    if (made < events) {
      made++;
      expected = expected.plus(event);
      receiver.accept(event);
    }
  }

  private UsageEvent usage(Instant now) {
    boolean late = random.nextInt(100) == 0;
    Instant occurred = late ? now.minusMillis((long) (random.nextDouble() * LATE.toMillis())) : now;
    String tenant = "tenant-" + random.nextInt(20);
    boolean unknown = random.nextInt(400) == 0;
    int id = made;
    var event = described(tenant, id).setOccurredAt(occurred).setChargePeriod(period(occurred));
    if (unknown) {
      unknown(event);
    } else {
      priced(event, occurred);
    }
    event.setRecordedAt(now.plusMillis(random.nextInt(3_000)));
    UsageEvent whole = stamped(event, "broker-app/", "/1764547200000");
    if (unknown || random.nextInt(300) == 0) {
      open.add(whole);
    }
    return whole;
  }

  private UsageEvent.Builder described(String tenant, int id) {
    String callId = "call-" + id;
    int user = random.nextInt(60);
    int centre = random.nextInt(10);
    int model = random.nextInt(2);
    boolean fallback = random.nextInt(20) == 0;
    return UsageEvent.newBuilder()
        .setEventId(EventId.of(tenant, "request-" + id, callId, "USAGE", 0))
        .setKind(UsageKind.USAGE)
        .setSeq(0)
        .setTenantId(tenant)
        .setUserRef(user < 10 ? null : "user-" + user)
        .setCostCentre(centre == 0 ? null : "centre " + centre % 2 + "/ü")
        .setCorrelationId("request-" + id)
        .setAttempt(0)
        .setAttemptId("attempt-" + id)
        .setCallId(callId)
        .setPartnerId(PARTNERS.get(fallback ? 1 - model : model))
        .setRoute("fast-text")
        .setVariant(model == 0 ? null : "v" + random.nextInt(2))
        .setLane(random.nextInt(10) == 0 ? "BULK" : "REALTIME")
        .setRequestModel(MODELS.get(model))
        .setModelVersion("2026-10-01")
        .setServiceTier("standard")
        .setCurrency(tenant.equals("tenant-7") ? "EUR" : "USD")
        .setConfigSha256("0".repeat(64))
        .setLatencyMs((long) random.nextInt(20_000));
  }

  private static void unknown(UsageEvent.Builder event) {
    event.setOutcome("UNKNOWN").setBilledByProvider(Billed.UNKNOWN).setServiceTier(null);
  }

  private void priced(UsageEvent.Builder event, Instant at) {
    long input = random.nextLong(1, 8_001);
    long cached = random.nextInt(4) == 0 ? random.nextInt((int) input) : 0;
    long output = random.nextLong(1, 2_001);
    var usage =
        new Usage(
            input, output, cached, 0, 0, random.nextInt((int) output), Measure.PROVIDER_REPORTED);
    PriceBook book = book(event);
    var price = book.priceOf(event.getPartnerId(), event.getRequestModel(), at);
    var cost = UsageLines.providerCost(usage, price);
    boolean charged = random.nextInt(20) != 0;
    event
        .setLines(lines(UsageLines.of(usage, price)))
        .setServiceTier("standard")
        .setPriceBookVersion(book.version())
        .setProviderCost(cost == null ? null : cost.amount())
        .setTenantCharge(
            charged ? scaled(new BigDecimal("0.0000025731").multiply(total(usage))) : null)
        .setTokensCharged(charged ? usage.totalTokens() : 0)
        .setChargedToTenant(charged)
        .setBilledByProvider(Billed.YES)
        .setOutcome(charged ? "SUCCESS" : "SUPERSEDED");
  }

  /** An UNKNOWN call turns out to have ended; any other one is priced again by a tool. */
  private void correct(UsageEvent event, Instant now, Consumer<UsageEvent> receiver) {
    if (event.getOutcome().equals("UNKNOWN")) {
      hand(
          stamped(
              next(event, UsageKind.REVERSAL, 1, now).setCorrectsEventId(event.getEventId()),
              "broker-app/",
              "/1764547200000"),
          receiver);
      var ended = next(event, UsageKind.USAGE, 2, now);
      priced(ended, event.getOccurredAt());
      hand(stamped(ended, "broker-app/", "/1764547200000"), receiver);
      return;
    }
    var adjusted =
        next(event, UsageKind.ADJUSTMENT, EventId.FIRST_OF_TOOLS, now)
            .setCorrectsEventId(event.getEventId())
            .setLines(List.of())
            .setProviderCost(scaled(new BigDecimal(random.nextInt(2_001) - 1_000).movePointLeft(9)))
            .setTenantCharge(scaled(new BigDecimal(-random.nextInt(1_000)).movePointLeft(11)))
            .setTokensCharged(0);
    hand(stamped(adjusted, "reprice/2026-11/1764547200000/", ""), receiver);
  }

  private UsageEvent.Builder next(UsageEvent event, UsageKind kind, int seq, Instant now) {
    return UsageEvent.newBuilder(event)
        .setKind(kind)
        .setSeq(seq)
        .setEventId(
            EventId.of(
                event.getTenantId(), event.getCorrelationId(), event.getCallId(), kind.name(), seq))
        .setRecordedAt(now.plusMillis(random.nextInt(3_000)));
  }

  private UsageEvent stamped(UsageEvent.Builder event, String before, String after) {
    String writer = before + HomePartition.of(event.getTenantId(), partitions) + after;
    return event.setWriterId(writer).setWriterSeq(numbers.merge(writer, 1L, Long::sum) - 1).build();
  }

  private PriceBook book(UsageEvent.Builder event) {
    PriceBook book = books.get(event.getCurrency());
    if (book == null) {
      throw new IllegalStateException("no book of " + event.getCurrency());
    }
    return book;
  }

  /** Prices that change three times in the month, with as many digits as there may be. */
  private static PriceBook book(String currency) {
    List<PriceEntry> entries = new ArrayList<>();
    for (int period = 0; period < 4; period++) {
      Instant from = period == 0 ? Instant.EPOCH : MONTH.plus(Duration.ofDays(8L * period));
      for (String partner : PARTNERS) {
        for (String model : MODELS) {
          int spread = 1 + period * 7 + partner.length() + model.length() * 3;
          BigDecimal input = new BigDecimal("0.000000100000000" + (123 + spread));
          BigDecimal output = new BigDecimal("0.000000400000000" + (457 + spread));
          BigDecimal cached = new BigDecimal("0.000000010000000" + (101 + spread));
          var rates = new Rates(input, output, cached, null, null, null);
          entries.add(PriceEntry.from(from, partner, model, ModelPrice.of(currency, rates)));
        }
      }
    }
    return PriceBook.named("generated-" + currency, entries);
  }

  private static List<UsageLine> lines(List<dev.barnabas.pricing.UsageLine> lines) {
    return lines.stream()
        .map(line ->
            UsageLine.newBuilder()
                .setMeter(line.meter())
                .setQuantity(scaled(BigDecimal.valueOf(line.quantity())))
                .setMeasure(line.measure().name())
                .setUnitPrice(optional(line.unitPrice()))
                .setCost(optional(line.cost()))
                .build())
        .toList();
  }

  private static BigDecimal total(Usage usage) {
    return BigDecimal.valueOf(usage.totalTokens());
  }

  private static @Nullable BigDecimal optional(@Nullable BigDecimal amount) {
    return amount == null ? null : scaled(amount);
  }

  private static BigDecimal scaled(BigDecimal amount) {
    return amount.setScale(SCALE);
  }

  private static String period(Instant instant) {
    return PERIOD.format(instant);
  }
}
