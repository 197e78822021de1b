package dev.barnabas.cli.statement;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNullElse;

import dev.barnabas.cli.ledger.CapacityIds;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.statement.Account.Model;
import dev.barnabas.cli.statement.Account.Tokens;
import dev.barnabas.pricing.Meters;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums the events of one currency up, one after another. One thread. */
final class AccountFold {
  private static final Set<String> OUTPUT =
      Set.of(Meters.OUTPUT, Meters.AUDIO_OUTPUT, Meters.REASONING);
  private static final String NONE = "";
  private static final String NO_BOOK = "-";

  private final String currency;
  private final YearMonth month;
  private final SortedMap<PriceLine.Key, PriceLine> lines = new TreeMap<>();
  private final SortedMap<Correction.Key, Sums> corrections = new TreeMap<>();
  private final SortedMap<Correction.Key, Sums> earlierEvents = new TreeMap<>();
  private final SortedMap<Model, Sums> byModel = new TreeMap<>();
  private final SortedMap<String, Sums> byCostCentre = new TreeMap<>();
  private final SortedMap<String, Sums> byUser = new TreeMap<>();
  private final SortedMap<LocalDate, Tokens> days = new TreeMap<>();
  private Sums usage = Sums.NONE;
  private Sums corrected = Sums.NONE;
  private Sums earlier = Sums.NONE;

  AccountFold(String currency, YearMonth month) {
    this.currency = currency;
    this.month = month;
  }

  void add(LoggedUsage logged) {
    UsageEvent event = logged.event();
    Sums one = Sums.NONE.plus(event);
    byModel.merge(new Model(event.getPartnerId(), event.getRequestModel()), one, Sums::plus);
    byCostCentre.merge(requireNonNullElse(event.getCostCentre(), NONE), one, Sums::plus);
    byUser.merge(requireNonNullElse(event.getUserRef(), NONE), one, Sums::plus);
    if (!logged.chargePeriod().equals(month)) {
      earlier = earlier.plus(one);
      earlierEvents.merge(key(logged), one, Sums::plus);
      return;
    }
    days.merge(LocalDate.ofInstant(event.getOccurredAt(), UTC), tokens(event), Tokens::plus);
    if (event.getKind() == UsageKind.USAGE) {
      usage = usage.plus(one);
      lines(event).forEach(line -> lines.merge(line.key(), line, PriceLine::plus));
    } else {
      corrected = corrected.plus(one);
      corrections.merge(key(logged), one, Sums::plus);
    }
  }

  private static Correction.Key key(LoggedUsage logged) {
    UsageEvent event = logged.event();
    return new Correction.Key(
        logged.chargePeriod(),
        event.getKind().name(),
        event.getPartnerId(),
        event.getRequestModel(),
        requireNonNullElse(event.getPriceBookVersion(), NO_BOOK));
  }

  /**
   * The lines of an event. Those of an event without a known cost have none, also where single
   * meters have a price: a part of the cost is not the cost. What an event bills beyond its lines
   * has a line of its own, so that the lines of all events sum to what they bill.
   */
  private static List<PriceLine> lines(UsageEvent event) {
    List<PriceLine> lines = new ArrayList<>();
    BigDecimal billed = event.getProviderCost();
    BigDecimal beyond = billed;
    for (UsageLine line : event.getLines()) {
      BigDecimal cost = billed == null ? null : line.getCost();
      BigDecimal price = billed == null ? null : line.getUnitPrice();
      lines.add(
          new PriceLine(
              key(event, meter(event, line), line.getMeasure(), price),
              1,
              line.getQuantity(),
              cost));
      beyond = beyond == null || cost == null ? beyond : beyond.subtract(cost);
    }
    if (beyond != null && beyond.signum() != 0) {
      lines.add(
          new PriceLine(
              key(event, PriceLine.BEYOND_LINES, NO_BOOK, null), 1, BigDecimal.ZERO, beyond));
    }
    return lines;
  }

  /** The meter; of capacity with its name behind it, so that each has lines of its own. */
  private static String meter(UsageEvent event, UsageLine line) {
    return CapacityIds.nameOf(event)
        .map(name -> line.getMeter() + " " + name)
        .orElse(line.getMeter());
  }

  private static PriceLine.Key key(
      UsageEvent event, String meter, String measure, @Nullable BigDecimal price) {
    return new PriceLine.Key(
        event.getPartnerId(),
        event.getRequestModel(),
        requireNonNullElse(event.getServiceTier(), PriceLine.NO_TIER),
        meter,
        measure,
        price);
  }

  private static Tokens tokens(UsageEvent event) {
    long input = 0;
    long output = 0;
    for (UsageLine line : event.getLines()) {
      long quantity = Meters.TOKENS.contains(line.getMeter()) ? line.getQuantity().longValue() : 0;
      input = Math.addExact(input, OUTPUT.contains(line.getMeter()) ? 0 : quantity);
      output = Math.addExact(output, OUTPUT.contains(line.getMeter()) ? quantity : 0);
    }
    return new Tokens(input, output);
  }

  Account account() {
    return new Account(
        currency,
        usage,
        corrected,
        earlier,
        List.copyOf(lines.values()),
        corrections(corrections),
        corrections(earlierEvents),
        byModel,
        byCostCentre,
        byUser,
        days);
  }

  private static List<Correction> corrections(SortedMap<Correction.Key, Sums> sums) {
    return sums.entrySet().stream()
        .map(entry -> new Correction(entry.getKey(), entry.getValue()))
        .toList();
  }
}
