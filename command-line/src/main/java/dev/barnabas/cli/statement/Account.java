package dev.barnabas.cli.statement;

import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.ledger.Sums;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of a statement that is in one currency.
 *
 * @param currency ISO 4217
 * @param usage what the month's USAGE events come to
 * @param corrected what its REVERSAL and ADJUSTMENT events come to
 * @param earlier what events of earlier, closed months come to
 * @param lines the month's USAGE events by price
 * @param corrections its REVERSAL and ADJUSTMENT events
 * @param earlierEvents events of earlier months that their statements have not seen
 * @param byModel all of the statement, by partner and model
 * @param byCostCentre all of it, by cost centre; the empty text for none
 * @param byUser all of it, by user; the empty text for none
 * @param days tokens of the month's events by the day on which the call started, UTC
 */
public record Account(
    String currency,
    Sums usage,
    Sums corrected,
    Sums earlier,
    List<PriceLine> lines,
    List<Correction> corrections,
    List<Correction> earlierEvents,
    SortedMap<Model, Sums> byModel,
    SortedMap<String, Sums> byCostCentre,
    SortedMap<String, Sums> byUser,
    SortedMap<LocalDate, Tokens> days) {
  /**
   * A partner's model.
   *
   * @param partnerId the partner
   * @param model the partner's name of it
   */
  public record Model(String partnerId, String model) implements Comparable<Model> {
    @Override
    public int compareTo(Model other) {
      int order = partnerId.compareTo(other.partnerId);
      return order == 0 ? model.compareTo(other.model) : order;
    }
  }

  /**
   * Tokens of a day.
   *
   * @param input prompt tokens, those of the cache included
   * @param output generated tokens, reasoning included
   */
  public record Tokens(long input, long output) {
    static final Tokens NONE = new Tokens(0, 0);

    Tokens plus(Tokens other) {
      return new Tokens(Math.addExact(input, other.input), Math.addExact(output, other.output));
    }
  }

  public Account {
    requireNonNull(currency, "currency");
    requireNonNull(usage, "usage");
    requireNonNull(corrected, "corrected");
    requireNonNull(earlier, "earlier");
    lines = List.copyOf(lines);
    corrections = List.copyOf(corrections);
    earlierEvents = List.copyOf(earlierEvents);
    byModel = Collections.unmodifiableSortedMap(new TreeMap<>(byModel));
    byCostCentre = Collections.unmodifiableSortedMap(new TreeMap<>(byCostCentre));
    byUser = Collections.unmodifiableSortedMap(new TreeMap<>(byUser));
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  /** All of it: what is billed and charged. */
  public Sums total() {
    return usage.plus(corrected).plus(earlier);
  }
}
