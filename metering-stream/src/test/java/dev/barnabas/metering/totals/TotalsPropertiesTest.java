package dev.barnabas.metering.totals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.totals.MeteringDecision.Counted;
import dev.barnabas.metering.totals.MeteringDecision.Duplicate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

class TotalsPropertiesTest {

  private static final long YEAR_START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_END = Instant.parse("2026-12-31T23:59:59Z").getEpochSecond();

  @Property(tries = 300)
  @Tag("rule-1.10")
  void sumsTheSameWhateverTheOrderAndTheDuplicates(
      @ForAll("events") List<MeteredUsage> events, @ForAll long seed) {
    var shuffled = new ArrayList<>(events);
    shuffled.addAll(events);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(totalsOf(shuffled)).isEqualTo(totalsOf(events));
  }

  @Property(tries = 300)
  void losesNoEvent(@ForAll("events") List<MeteredUsage> events) {
    var expected =
        events.stream().map(MeteredUsage::tenantCharge).reduce(BigDecimal.ZERO, BigDecimal::add);

    var totals = totalsOf(events);

    for (var window : Window.values()) {
      assertThat(
              totals.entrySet().stream()
                  .filter(entry -> entry.getKey().window() == window)
                  .map(entry -> entry.getValue().tenantCharge())
                  .reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(expected);
    }
  }

  @Property
  void readsTheKeyItWrote(@ForAll("keys") TotalsKey key) {
    assertThat(TotalsKey.parse(key.text())).isEqualTo(key);
    assertThat(key.text()).startsWith(TotalsKey.prefixOf(key.tenantId()));
  }

  @Property
  void keepsTheKeysOfTenantsApart(@ForAll("keys") TotalsKey one, @ForAll("keys") TotalsKey other) {
    assertThat(one.text().startsWith(TotalsKey.prefixOf(other.tenantId())))
        .isEqualTo(one.tenantId().equals(other.tenantId()));
  }

  private static Map<TotalsKey, Totals> totalsOf(List<MeteredUsage> events) {
    var totals = new HashMap<TotalsKey, Totals>();
    var seen = new HashSet<String>();
    for (var event : events) {
      var decision =
          MeteringPolicy.ofDefaults()
              .decide(
                  event,
                  event.recordedAt(),
                  seen.contains(event.eventId()),
                  key -> totals.getOrDefault(key, Totals.NONE));
      switch (decision) {
        case Counted counted -> {
          seen.add(counted.eventId());
          counted.totals().forEach(changed -> totals.put(changed.key(), changed.totals()));
        }
        case Duplicate _ -> assertThat(seen).contains(event.eventId());
      }
    }
    return totals;
  }

  @Provide
  Arbitrary<List<MeteredUsage>> events() {
    return event().list().ofMaxSize(60).uniqueElements(MeteredUsage::eventId);
  }

  @Provide
  Arbitrary<TotalsKey> keys() {
    var text = Arbitraries.of("acme", "acme/DAY", "a b", "a%2Fb", "Ünïcode 漢字", "+", "");
    return Combinators.combine(text, Arbitraries.of(Window.class), text, text, text)
        .as((tenant, window, start, partner, model) ->
            new TotalsKey(tenant, window, start, partner, model, YearMonth.of(2026, 11), "USD"));
  }

  private static Arbitrary<MeteredUsage> event() {
    var seconds = Arbitraries.longs().between(YEAR_START, YEAR_END).map(Instant::ofEpochSecond);
    var money =
        Arbitraries.bigDecimals().between(BigDecimal.TEN.negate(), BigDecimal.TEN).ofScale(18);
    return Combinators.combine(
            Arbitraries.strings().alpha().ofLength(8),
            Arbitraries.of(UsageKind.class),
            Arbitraries.of("gpt", "claude"),
            seconds,
            seconds,
            money,
            money.injectNull(0.2),
            Arbitraries.integers().between(1, 12))
        .as((id, kind, model, occurred, recorded, charge, cost, month) ->
            new MeteredUsage(
                id,
                kind,
                "acme",
                "partner-alpha",
                model,
                true,
                cost == null,
                List.of(new MeteredUsage.Quantity("input", charge)),
                "USD",
                cost,
                charge,
                7,
                YearMonth.of(2026, month),
                occurred,
                recorded));
  }
}
