package dev.barnabas.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.schemas.AuditRecord;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CloseRecordsTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final MonthClose CLOSE =
      new MonthClose(
          MONTH,
          new Cut(Instant.parse("2026-12-03T00:00:00Z"), new TreeMap<>(Map.of(0, 12L, 1, 0L))),
          new TreeSet<>(List.of(new Position(0, 5))),
          new TreeMap<>(Map.of("acme", figures("acme", "c1", "c2"), "globex", figures("globex"))),
          Instant.parse("2026-12-03T08:00:00.123Z"),
          "ann");

  @Test
  void readsWhatItWrote() {
    Closes closes = read(CloseRecords.of(CLOSE));

    assertThat(closes.of(MONTH))
        .get()
        .satisfies(recorded -> {
          assertThat(recorded.close()).isEqualTo(CLOSE);
          assertThat(recorded.isSound()).isTrue();
        });
  }

  @Test
  void namesTenantAndTotalsForWhoReadsTheTopic() {
    assertThat(CloseRecords.of(CLOSE).getFirst())
        .satisfies(record -> {
          assertThat(record.getKind()).isEqualTo("TENANT_MONTH_CLOSED");
          assertThat(record.getSubject()).isEqualTo("acme");
          assertThat(record.getDetails())
              .containsEntry("month", "2026-11")
              .containsEntry("calls.USD", "2")
              .containsEntry("provider_cost.USD", "0.00056")
              .containsEntry("tenant_charge.USD", "0.00112");
        });
    assertThat(CloseRecords.of(CLOSE).getLast().getDetails())
        .containsEntry("end.0", "12")
        .containsEntry("without", "0:5");
  }

  @Test
  void letsTheFirstOfTwoHold() {
    MonthClose second =
        new MonthClose(
            MONTH, CLOSE.cut(), new TreeSet<>(), new TreeMap<>(), Instant.EPOCH, "mallory");
    CloseRecords records = new CloseRecords();
    CloseRecords.of(CLOSE).forEach(records::add);
    CloseRecords.of(second).forEach(records::add);

    assertThat(records.closes().of(MONTH)).get().satisfies(r -> assertThat(r.isSound()).isTrue());
    assertThat(records.closes().last()).contains(CLOSE);
  }

  @Test
  void isNotSoundWhenATenantsRecordIsMissingOrChanged() {
    List<AuditRecord> records = CloseRecords.of(CLOSE);

    assertThat(read(records.subList(1, records.size())).of(MONTH))
        .get()
        .satisfies(recorded -> assertThat(recorded.isSound()).isFalse());
  }

  @Test
  void namesTheRecordThatMakesNoSense() {
    AuditRecord month = CloseRecords.of(CLOSE).getLast();
    Map<String, String> details = new HashMap<>(month.getDetails());
    details.remove("cut_off");
    AuditRecord broken = AuditRecord.newBuilder(month).setDetails(details).build();

    assertThatThrownBy(() -> read(List.of(broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("close/2026-11")
        .hasMessageContaining("details.cut_off");
  }

  @Test
  void passesOverOtherActs() {
    AuditRecord other =
        AuditRecord.newBuilder(CloseRecords.of(CLOSE).getLast()).setKind("SOMETHING").build();

    assertThat(read(List.of(other)).last()).isEmpty();
  }

  private static Closes read(List<AuditRecord> records) {
    CloseRecords read = new CloseRecords();
    records.forEach(read::add);
    return read.closes();
  }

  private static TenantFigures figures(String tenant, String... requests) {
    StatementFigures figures = new StatementFigures(tenant, MONTH);
    for (String request : requests) {
      figures.add(MeteredEvents.usage(tenant, request).build());
    }
    return figures.figures();
  }
}
