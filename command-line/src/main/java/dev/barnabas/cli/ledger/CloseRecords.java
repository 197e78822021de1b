package dev.barnabas.cli.ledger;

import dev.barnabas.cli.ledger.Closes.RecordedClose;
import dev.barnabas.schemas.AuditRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A close as records of {@code inference.audit}: one of the month, and one per tenant.
 *
 * <p>MONTH_CLOSED: subject is the month; details are {@code cut_off}, {@code end.P} for each
 * partition P, {@code tenants}, and {@code without} where records were left out.
 * TENANT_MONTH_CLOSED: subject is the tenant; details are {@code month}, {@code events}, and for
 * each currency C {@code events.C}, {@code calls.C}, {@code unknown_calls.C}, {@code
 * unpriced_calls.C}, {@code tokens_charged.C}, {@code provider_cost.C} and {@code tenant_charge.C}.
 */
public final class CloseRecords {
  /** The kind of a month's record. */
  public static final String MONTH_CLOSED = "MONTH_CLOSED";

  /** The kind of a tenant's record. */
  public static final String TENANT_MONTH_CLOSED = "TENANT_MONTH_CLOSED";

  private static final String END = "end.";

  private final Map<YearMonth, AuditRecord> months = new LinkedHashMap<>();
  private final Map<YearMonth, SortedMap<String, TenantFigures>> tenants = new HashMap<>();

  /** No records yet. */
  public CloseRecords() {}

  /** The records of a close: the tenants' first, the month's last. */
  public static List<AuditRecord> of(MonthClose close) {
    List<AuditRecord> records = new ArrayList<>();
    close.tenants().forEach((tenant, figures) -> records.add(tenant(close, tenant, figures)));
    Map<String, String> details = new TreeMap<>();
    details.put("cut_off", close.cut().cutOff().toString());
    close.cut().ends().forEach((partition, end) -> details.put(END + partition, end.toString()));
    details.put("tenants", Integer.toString(close.tenants().size()));
    if (!close.without().isEmpty()) {
      details.put(
          "without", String.join(",", close.without().stream().map(Position::toString).toList()));
    }
    String month = close.month().toString();
    records.add(record(close, "close/" + month, MONTH_CLOSED, month, details, close.sha256()));
    return List.copyOf(records);
  }

  private static AuditRecord tenant(MonthClose close, String tenant, TenantFigures figures) {
    Map<String, String> details = new TreeMap<>();
    String month = close.month().toString();
    details.put("month", month);
    details.put("events", Long.toString(figures.events()));
    figures
        .byCurrency()
        .forEach((currency, sums) -> {
          details.put("events." + currency, Long.toString(sums.events()));
          details.put("calls." + currency, Long.toString(sums.calls()));
          details.put("unknown_calls." + currency, Long.toString(sums.unknownCalls()));
          details.put("unpriced_calls." + currency, Long.toString(sums.unpricedCalls()));
          details.put("tokens_charged." + currency, Long.toString(sums.tokensCharged()));
          details.put("provider_cost." + currency, Sums.plain(sums.cost()));
          details.put("tenant_charge." + currency, Sums.plain(sums.charge()));
        });
    return record(
        close,
        "close/" + month + "/" + tenant,
        TENANT_MONTH_CLOSED,
        tenant,
        details,
        figures.sha256());
  }

  private static AuditRecord record(
      MonthClose close,
      String id,
      String kind,
      String subject,
      Map<String, String> details,
      String sha256) {
    return AuditRecord.newBuilder()
        .setAuditId(id)
        .setKind(kind)
        .setActor(close.closedBy())
        .setSubject(subject)
        .setDetails(details)
        .setSha256(sha256)
        .setAt(close.closedAt())
        .build();
  }

  /**
   * Reads the next record of the topic; of two of one month or tenant the first holds, others are
   * passed over.
   *
   * @throws IllegalArgumentException if a close's record makes no sense; the message names it
   */
  public void add(AuditRecord record) {
    try {
      if (record.getKind().equals(MONTH_CLOSED)) {
        months.putIfAbsent(YearMonth.parse(record.getSubject()), record);
      } else if (record.getKind().equals(TENANT_MONTH_CLOSED)) {
        tenants
            .computeIfAbsent(YearMonth.parse(detail(record, "month")), _ -> new TreeMap<>())
            .putIfAbsent(record.getSubject(), figures(record));
      }
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "audit record " + record.getAuditId() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The closes.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  public Closes closes() {
    List<RecordedClose> closes = new ArrayList<>();
    months.forEach((month, record) -> {
      try {
        closes.add(
            new RecordedClose(
                new MonthClose(
                    month,
                    new Cut(Instant.parse(detail(record, "cut_off")), ends(record)),
                    without(record),
                    tenants.getOrDefault(month, new TreeMap<>()),
                    record.getAt(),
                    record.getActor()),
                String.valueOf(record.getSha256())));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "audit record " + record.getAuditId() + ": " + e.getMessage(), e);
      }
    });
    return new Closes(closes);
  }

  private static TenantFigures figures(AuditRecord record) {
    SortedMap<String, Sums> byCurrency = new TreeMap<>();
    for (String name : record.getDetails().keySet()) {
      if (name.startsWith("calls.")) {
        String currency = name.substring("calls.".length());
        byCurrency.put(currency, sums(record, currency));
      }
    }
    return new TenantFigures(String.valueOf(record.getSha256()), byCurrency);
  }

  private static Sums sums(AuditRecord record, String currency) {
    return new Sums(
        count(record, "events." + currency),
        count(record, "calls." + currency),
        count(record, "unknown_calls." + currency),
        count(record, "unpriced_calls." + currency),
        count(record, "tokens_charged." + currency),
        new BigDecimal(detail(record, "provider_cost." + currency)),
        new BigDecimal(detail(record, "tenant_charge." + currency)));
  }

  private static SortedMap<Integer, Long> ends(AuditRecord record) {
    SortedMap<Integer, Long> ends = new TreeMap<>();
    record
        .getDetails()
        .forEach((name, value) -> {
          if (name.startsWith(END)) {
            ends.put(Integer.valueOf(name.substring(END.length())), Long.valueOf(value));
          }
        });
    return ends;
  }

  private static SortedSet<Position> without(AuditRecord record) {
    SortedSet<Position> positions = new TreeSet<>();
    String all = record.getDetails().get("without");
    if (all != null) {
      for (String position : all.split(",", -1)) {
        positions.add(Position.parse(position));
      }
    }
    return positions;
  }

  private static long count(AuditRecord record, String name) {
    return Long.parseLong(detail(record, name));
  }

  private static String detail(AuditRecord record, String name) {
    String value = record.getDetails().get(name);
    if (value == null) {
      throw new IllegalArgumentException("details." + name + " is missing");
    }
    return value;
  }
}
