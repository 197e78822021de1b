package dev.barnabas.cli.ledger;

import static java.util.Objects.requireNonNull;

import dev.barnabas.schemas.UsageEvent;
import java.time.YearMonth;

/**
 * A usage event that counts, and where it lies.
 *
 * @param at its record
 * @param event what it says; sound, see {@link UsageCount}
 * @param source the writer, as the record's {@code ce_source} has it
 */
public record LoggedUsage(Position at, UsageEvent event, String source) {
  /** Stands for a writer that no header names. */
  public static final String NO_SOURCE = "/barnabas";

  /** Refuses null. */
  public LoggedUsage {
    requireNonNull(at, "at");
    requireNonNull(event, "event");
    requireNonNull(source, "source");
  }

  /** The month whose budget paid for it. */
  public YearMonth chargePeriod() {
    return YearMonth.parse(event.getChargePeriod());
  }
}
