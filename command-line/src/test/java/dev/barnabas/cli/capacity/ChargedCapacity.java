package dev.barnabas.cli.capacity;

import dev.barnabas.pricing.CapacityCharges;
import dev.barnabas.pricing.CapacityEntry;
import dev.barnabas.pricing.CapacityUnit;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.schemas.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log of charges of capacity in November, written run by run. */
public final class ChargedCapacity {
  public static final YearMonth MONTH = YearMonth.of(2026, 11);
  public static final Instant NOW = Instant.parse("2026-11-20T10:00:02Z");

  private final List<UsageEvent> log = new ArrayList<>();

  /** Nothing is charged yet. */
  public ChargedCapacity() {}

  /** What one run with a book of these entries writes. */
  public List<UsageEvent> run(CapacityEntry... entries) {
    PriceBook book = PriceBook.of(List.of()).withCapacity(List.of(entries));
    CapacityEvents events = new CapacityEvents(MONTH, book.version(), NOW);
    List<UsageEvent> written = plan(book).changes().stream().map(events::of).toList();
    log.addAll(written);
    return written;
  }

  CapacityPlan plan(PriceBook book) {
    CapacityLedger ledger = new CapacityLedger(MONTH);
    log.forEach(ledger::add);
    return CapacityPlan.of(CapacityCharges.of(book, MONTH), ledger);
  }

  /** All events so far. */
  public List<UsageEvent> log() {
    return log;
  }

  /** Fifty units of alpha's gpt for acme, by the hour. */
  public static CapacityEntry ptu(String price) {
    return entry("ptu", "acme", "gpt", CapacityUnit.HOUR, price, "50");
  }

  /** A node that serves no model in particular, by the month. */
  public static CapacityEntry node(String price) {
    return entry("node", "acme", null, CapacityUnit.MONTH, price, "1");
  }

  public static CapacityEntry entry(
      String name,
      String tenant,
      @Nullable String model,
      CapacityUnit unit,
      String price,
      String quantity) {
    return new CapacityEntry(
        name,
        "alpha",
        model,
        unit,
        new BigDecimal(price),
        new BigDecimal(quantity),
        tenant,
        null,
        "USD",
        Instant.EPOCH,
        null);
  }
}
