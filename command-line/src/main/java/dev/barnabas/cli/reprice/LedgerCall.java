package dev.barnabas.cli.reprice;

import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.MeteredCall;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the events of one call come to, one event after another. One thread. */
public final class LedgerCall {
  private final Set<String> ids = new HashSet<>();
  private final Map<String, BigDecimal> quantities = new HashMap<>();
  private final Map<String, BigDecimal> costs = new HashMap<>();
  private final Map<String, BigDecimal> savings = new HashMap<>();
  private final int partition;
  private BigDecimal cost = BigDecimal.ZERO;
  private BigDecimal charge = BigDecimal.ZERO;
  private BigDecimal ceiling = BigDecimal.ZERO;
  private int unpriced;
  private int corrections;
  private @Nullable String book;
  private @Nullable UsageEvent standing;

  /** A call without events. */
  LedgerCall(int partition) {
    this.partition = partition;
  }

  void add(UsageEvent event) {
    if (!ids.add(event.getEventId())) {
      return;
    }
    for (var line : event.getLines()) {
      quantities.merge(line.getMeter(), line.getQuantity(), BigDecimal::add);
      BigDecimal lineCost = line.getCost();
      if (lineCost != null) {
        costs.merge(line.getMeter(), lineCost, BigDecimal::add);
        BigDecimal listCost = line.getListCost();
        if (listCost != null) {
          savings.merge(line.getMeter(), listCost.subtract(lineCost), BigDecimal::add);
        }
      }
    }
    BigDecimal billed = event.getProviderCost();
    cost = billed == null ? cost : cost.add(billed);
    unpriced += unpriced(event);
    charged(event);
    if (event.getKind() == UsageKind.USAGE) {
      standing = slim(event);
    }
    if (event.getKind() == UsageKind.USAGE || isOfTool(event)) {
      book = billed == null && event.getLines().isEmpty() ? book : event.getPriceBookVersion();
    }
  }

  private void charged(UsageEvent event) {
    BigDecimal more = event.getTenantCharge();
    charge = more == null ? charge : charge.add(more);
    if (isOfTool(event)) {
      corrections++;
    } else {
      ceiling = more == null ? ceiling : ceiling.add(more);
    }
  }

  private static int unpriced(UsageEvent event) {
    int one = event.getProviderCost() == null ? 1 : 0;
    return switch (event.getKind()) {
      case USAGE -> one;
      case REVERSAL -> -one;
      case ADJUSTMENT -> event.getUnpricedCalls();
      case UNRECOGNISED -> 0;
    };
  }

  /** Whether a tool wrote the event, not broker-app. */
  public static boolean isOfTool(UsageEvent event) {
    return event.getSeq() >= EventId.FIRST_OF_TOOLS;
  }

  /** Without what no correction repeats: a month of events is in memory. */
  private static UsageEvent slim(UsageEvent event) {
    return UsageEvent.newBuilder(event)
        .setRawUsage(null)
        .setPromptHash(null)
        .setResponseHash(null)
        .build();
  }

  /** The last event that says what was used; empty where there is none. */
  public Optional<UsageEvent> standing() {
    return Optional.ofNullable(standing);
  }

  /** The partition that its events are in. */
  public int partition() {
    return partition;
  }

  /** How many corrections tools wrote. */
  public int corrections() {
    return corrections;
  }

  /** What all its events come to; empty where none says what was used. */
  public Optional<MeteredCall> metered() {
    return standing()
        .map(event ->
            new MeteredCall(
                event.getPartnerId(),
                event.getRequestModel(),
                event.getOccurredAt(),
                event.getServiceTier() == null ? null : ServiceTier.of(event.getServiceTier()),
                quantities,
                costs,
                unpriced > 0 ? null : cost,
                charge,
                ceiling,
                event.getCurrency(),
                book,
                savings));
  }
}
