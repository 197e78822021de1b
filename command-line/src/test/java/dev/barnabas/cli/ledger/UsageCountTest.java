package dev.barnabas.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.barnabas.cli.ledger.LogEntry.Counted;
import dev.barnabas.cli.ledger.LogEntry.Refused;
import dev.barnabas.cli.ledger.LogEntry.Repeated;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsageCountTest {
  private final UsageCount count = new UsageCount(0, 1);

  @Test
  void countsAnEventWithItsWritersNumberOnce() {
    assertThat(count.enter(0, numbered("c1", 0), "/s")).isInstanceOf(Counted.class);
    assertThat(count.enter(1, numbered("c2", 1), "/s")).isInstanceOf(Counted.class);
    assertThat(count.enter(2, numbered("c1", 0), "/s")).isEqualTo(new Repeated(new Position(0, 2)));
  }

  @Test
  void countsAnEventWithoutANumberOnceByItsId() {
    assertThat(count.enter(0, MeteredEvents.usage("c1").build(), "/s")).isInstanceOf(Counted.class);
    assertThat(count.enter(1, MeteredEvents.usage("c1").build(), "/s"))
        .isInstanceOf(Repeated.class);
    assertThat(count.enter(2, MeteredEvents.usage("c2").build(), "/s")).isInstanceOf(Counted.class);
  }

  @Test
  void namesTheNumbersThatAWriterSkipped() {
    var _ = count.enter(0, numbered("c1", 0), "/s");
    assertThat(count.missing()).isEmpty();

    var _ = count.enter(1, numbered("c5", 4), "/s");
    assertThat(count.missing()).containsEntry("w", 3L);

    var _ = count.enter(2, numbered("c3", 2), "/s");
    assertThat(count.missing()).containsEntry("w", 2L);
  }

  @Test
  void refusesAnEventOutsideItsTenantsPartition() {
    UsageCount other = new UsageCount(1, 64);

    assertThat(other.enter(0, MeteredEvents.usage("c1").build(), "/s"))
        .isEqualTo(new Refused(new Position(1, 0), "MISPLACED tenantId"));
  }

  static Stream<Arguments> unsound() {
    return Stream.of(
        argumentSet("eventId", MeteredEvents.usage("c1").setEventId(" ")),
        argumentSet("tenantId", MeteredEvents.usage("c1").setTenantId("")),
        argumentSet("kind", MeteredEvents.usage("c1").setKind(UsageKind.UNRECOGNISED)),
        argumentSet("currency", MeteredEvents.usage("c1").setCurrency("usd")),
        argumentSet("chargePeriod", MeteredEvents.usage("c1").setChargePeriod("2026-13")),
        argumentSet("partnerId", MeteredEvents.usage("c1").setPartnerId("p".repeat(1_025))),
        argumentSet("costCentre", MeteredEvents.usage("c1").setCostCentre("c".repeat(1_025))),
        argumentSet("occurredAt", MeteredEvents.usage("c1").setOccurredAt(Instant.MAX)),
        argumentSet(
            "recordedAt", MeteredEvents.usage("c1").setRecordedAt(Instant.EPOCH.minusMillis(1))));
  }

  @ParameterizedTest
  @MethodSource("unsound")
  void namesTheFieldThatMakesNoSense(UsageEvent.Builder event) {
    assertThat(count.enter(0, event.build(), "/s"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).startsWith("FIELD_INVALID "));
  }

  private static UsageEvent numbered(String request, long number) {
    return MeteredEvents.usage(request).setWriterId("w").setWriterSeq(number).build();
  }
}
