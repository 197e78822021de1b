package dev.barnabas.cli.capacity;

import static java.util.stream.Collectors.toMap;

import dev.barnabas.cli.ledger.CapacityIds;
import dev.barnabas.pricing.CapacityAccount;
import dev.barnabas.pricing.CapacityLine;
import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The charges of capacity that the log has of a month, event by event. One thread. */
public final class CapacityLedger {
  /** Stands on an event for a model that the capacity does not name. */
  static final String NO_MODEL = "-";

  private final YearMonth month;
  private final SortedMap<CapacityAccount, Booked> accounts = new TreeMap<>();
  private final Map<Writer, Integer> next = new HashMap<>();

  private record Writer(String tenant, String name) {}

  private record Booked(String first, SortedMap<CapacityLine.Price, BigDecimal> quantities) {}

  /** Of a month. */
  public CapacityLedger(YearMonth month) {
    this.month = month;
  }

  /** The next event that counts; one of a call, or of another month, is passed over. */
  public void add(UsageEvent event) {
    if (event.getChargePeriod().equals(month.toString())) {
      CapacityIds.nameOf(event).ifPresent(name -> add(event, name));
    }
  }

  private void add(UsageEvent event, String name) {
    next.merge(
        new Writer(event.getTenantId(), name),
        event.getSeq() - EventId.FIRST_OF_TOOLS + 1,
        Math::max);
    Booked booked =
        accounts.computeIfAbsent(
            account(event, name), _ -> new Booked(event.getEventId(), new TreeMap<>()));
    for (UsageLine line : event.getLines()) {
      BigDecimal price = line.getUnitPrice();
      if (price != null) {
        booked.quantities.merge(
            new CapacityLine.Price(line.getMeter(), price), line.getQuantity(), BigDecimal::add);
      }
    }
  }

  private static CapacityAccount account(UsageEvent event, String name) {
    String model = event.getRequestModel();
    return new CapacityAccount(
        event.getTenantId(),
        name,
        event.getPartnerId(),
        model.equals(NO_MODEL) ? null : model,
        event.getCostCentre(),
        event.getCurrency());
  }

  /** What was charged so far, corrections included; a line that came to nothing is none. */
  public SortedMap<CapacityAccount, List<CapacityLine>> charged() {
    return accounts.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                entry -> CapacityLine.of(entry.getValue().quantities),
                (one, _) -> one,
                TreeMap::new));
  }

  /** The event that first charged an account; empty before it. */
  Optional<String> first(CapacityAccount account) {
    return Optional.ofNullable(accounts.get(account)).map(Booked::first);
  }

  /** The number of the next event of a tenant's capacity. */
  int next(CapacityAccount account) {
    return next.getOrDefault(new Writer(account.tenant(), account.name()), 0);
  }
}
