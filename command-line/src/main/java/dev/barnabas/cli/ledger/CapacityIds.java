package dev.barnabas.cli.ledger;

import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.vocabulary.UsageOutcome;
import java.time.YearMonth;
import java.util.Optional;

/**
 * What the usage events of a capacity and month are known by. It follows from tenant, name and
 * month, and from no price book, so that a second run finds what the first one wrote.
 */
public final class CapacityIds {
  private static final String PREFIX = "capacity/";

  /** The length of {@code 2026-11/}. */
  private static final int MONTH = 8;

  private CapacityIds() {}

  /** The correlation id: {@code capacity/2026-11/NAME}. */
  public static String correlationId(String name, YearMonth month) {
    return PREFIX + month + "/" + name;
  }

  /** The writer, who numbers the events from 0: the correlation id and the tenant. */
  public static String writerId(String name, YearMonth month, String tenant) {
    return correlationId(name, month) + "/" + tenant;
  }

  /** The name of the capacity that an event is about; empty for one that is about a call. */
  public static Optional<String> nameOf(UsageEvent event) {
    String id = event.getCorrelationId();
    boolean isCapacity =
        event.getOutcome().equals(UsageOutcome.CAPACITY)
            && id.startsWith(PREFIX)
            && id.length() > PREFIX.length() + MONTH;
    return isCapacity ? Optional.of(id.substring(PREFIX.length() + MONTH)) : Optional.empty();
  }
}
