package dev.barnabas.cli.capacity;

import static dev.barnabas.cli.capacity.ChargedCapacity.entry;
import static dev.barnabas.cli.capacity.ChargedCapacity.node;
import static dev.barnabas.cli.capacity.ChargedCapacity.ptu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.UsageCount;
import dev.barnabas.pricing.CapacityUnit;
import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapacityPlanTest {
  private final ChargedCapacity charged = new ChargedCapacity();

  @Test
  void writesOneEventOfAMonthThatIsNoCall() {
    assertThat(charged.run(ptu("1.00")))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getKind()).isEqualTo(UsageKind.USAGE);
          assertThat(event.getTenantId()).isEqualTo("acme");
          assertThat(event.getPartnerId()).isEqualTo("alpha");
          assertThat(event.getRequestModel()).isEqualTo("gpt");
          assertThat(event.getCallId()).isEqualTo(EventId.NO_CALL);
          assertThat(event.getCorrelationId()).isEqualTo("capacity/2026-11/ptu");
          assertThat(event.getEventId())
              .isEqualTo(EventId.of("acme", "capacity/2026-11/ptu", "-", "USAGE", 1_000_000));
          assertThat(event.getChargePeriod()).isEqualTo("2026-11");
          assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
          assertThat(event.getRecordedAt()).isEqualTo(ChargedCapacity.NOW);
          assertThat(event.getProviderCost()).isEqualByComparingTo("36000");
          assertThat(event.getTenantCharge()).isEqualByComparingTo("36000");
          assertThat(event.getTokensCharged()).isZero();
          assertThat(event.getLines())
              .singleElement()
              .satisfies(line -> {
                assertThat(line.getMeter()).isEqualTo("capacity_hour");
                assertThat(line.getMeasure()).isEqualTo("CONTRACTED");
                assertThat(line.getQuantity()).isEqualByComparingTo("36000");
                assertThat(line.getUnitPrice()).isEqualByComparingTo("1");
                assertThat(line.getCost()).isEqualByComparingTo("36000");
              });
        });
  }

  @Test
  void writesNothingTheSecondTimeWhateverTheBookIsCalled() {
    charged.run(ptu("1.00"), node("500"));

    assertThat(charged.run(ptu("1.0"), node("500.00"))).isEmpty();
    assertThat(charged.run(node("500"), ptu("1"))).isEmpty();
  }

  @Test
  void writesTheDifferenceThatAChangedBookMakesAndComesBackWithTheFirst() {
    UsageEvent first = charged.run(ptu("1.00")).getFirst();

    assertThat(charged.run(ptu("1.10")))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getKind()).isEqualTo(UsageKind.ADJUSTMENT);
          assertThat(event.getCorrectsEventId()).isEqualTo(first.getEventId());
          assertThat(event.getSeq()).isEqualTo(1_000_001);
          assertThat(event.getProviderCost()).isEqualByComparingTo("3600");
          assertThat(event.getLines())
              .allSatisfy(line ->
                  assertThat(line.getCost())
                      .isEqualByComparingTo(line.getQuantity().multiply(line.getUnitPrice())))
              .hasSize(2);
        });
    assertThat(charged.run(ptu("1.00")).getFirst().getProviderCost()).isEqualByComparingTo("-3600");
    assertThat(cost()).isEqualByComparingTo("36000");
    assertThat(charged.log().stream().map(UsageEvent::getEventId).distinct()).hasSize(3);
  }

  @Test
  void takesBackWhatTheBookNoLongerHas() {
    charged.run(ptu("1.00"), node("500"));

    assertThat(charged.run(node("500")))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getKind()).isEqualTo(UsageKind.ADJUSTMENT);
          assertThat(event.getTenantCharge()).isEqualByComparingTo("-36000");
        });
    assertThat(cost()).isEqualByComparingTo("500");
  }

  @Test
  void movesAChargeToAnotherTenantOrModel() {
    charged.run(ptu("1.00"));

    var moved = charged.run(entry("ptu", "globex", "gpt", CapacityUnit.HOUR, "1.00", "50"));

    assertThat(moved)
        .extracting(UsageEvent::getTenantId, e -> e.getKind().name(), UsageEvent::getWriterSeq)
        .containsExactly(tuple("acme", "ADJUSTMENT", 1L), tuple("globex", "USAGE", 0L));
    var renamed = charged.run(entry("ptu", "globex", null, CapacityUnit.HOUR, "1.00", "50"));
    assertThat(renamed)
        .extracting(UsageEvent::getRequestModel, UsageEvent::getWriterSeq)
        .containsExactly(tuple("-", 1L), tuple("gpt", 2L));
    assertThat(cost()).isEqualByComparingTo("36000");
  }

  @Test
  void chargesAPriceOfZeroWithoutChargingTheTenant() {
    assertThat(charged.run(ptu("0")))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getProviderCost()).isZero();
          assertThat(event.getTenantCharge()).isNull();
          assertThat(event.getChargedToTenant()).isFalse();
        });
    assertThat(charged.run(ptu("0"))).isEmpty();
  }

  @Test
  void passesOverWhatIsNoCapacityAndOtherMonths() {
    var event = charged.run(ptu("1.00")).getFirst();
    charged.log().clear();
    charged.log().add(UsageEvent.newBuilder(event).setOutcome("CACHED").build());
    charged.log().add(UsageEvent.newBuilder(event).setChargePeriod("2026-10").build());

    assertThat(charged.run(ptu("1.00"))).hasSize(1);
  }

  @Test
  void isCountedOnceWhenTwoRunsWroteIt() {
    var one = charged.run(ptu("1.00")).getFirst();
    var again = new ChargedCapacity().run(ptu("1.00")).getFirst();
    UsageCount count = new UsageCount(0, 1);

    List<LogEntry> entries =
        IntStream.range(0, 2)
            .mapToObj(i -> count.enter(i, i == 0 ? one : again, "/barnabas/capacity"))
            .toList();

    assertThat(again.getEventId()).isEqualTo(one.getEventId());
    assertThat(entries.getFirst()).isInstanceOf(LogEntry.Counted.class);
    assertThat(entries.getLast()).isInstanceOf(LogEntry.Repeated.class);
    assertThat(count.missing()).isEmpty();
  }

  private BigDecimal cost() {
    return charged.log().stream()
        .map(UsageEvent::getProviderCost)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
