package dev.barnabas.cli.ledger;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The months that were closed. They follow one another without a hole, and what one has seen the
 * next has seen, too; so every event is on exactly one statement, and none is ever too late.
 * Immutable.
 */
public final class Closes {
  private final NavigableMap<YearMonth, RecordedClose> byMonth = new TreeMap<>();

  /**
   * A close as the audit topic has it.
   *
   * @param close what it says
   * @param sha256 the hash that stands beside it
   */
  public record RecordedClose(MonthClose close, String sha256) {
    /** Whether the hash is that of what stands there. */
    public boolean isSound() {
      return close.sha256().equals(sha256);
    }
  }

  /** Of these; of two of one month the first holds. */
  public Closes(Collection<RecordedClose> closes) {
    closes.forEach(close -> byMonth.putIfAbsent(close.close().month(), close));
  }

  /** None yet. */
  public static Closes none() {
    return new Closes(List.of());
  }

  /** The close of a month; empty while it is open. */
  public Optional<RecordedClose> of(YearMonth month) {
    return Optional.ofNullable(byMonth.get(month));
  }

  /** The first month that was closed; empty before it. */
  public Optional<YearMonth> first() {
    return Optional.ofNullable(byMonth.firstEntry()).map(Map.Entry::getKey);
  }

  /** The last month that was closed; empty before the first. */
  public Optional<MonthClose> last() {
    return Optional.ofNullable(byMonth.lastEntry()).map(entry -> entry.getValue().close());
  }

  /** Records that no close counts, left out on purpose. */
  public Set<Position> without() {
    return byMonth.values().stream()
        .flatMap(recorded -> recorded.close().without().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** These and one more. */
  public Closes with(MonthClose close) {
    var all = new ArrayList<>(byMonth.values());
    all.add(new RecordedClose(close, close.sha256()));
    return new Closes(all);
  }

  /**
   * The month on whose statement an event is: its charge period, or, where that was closed without
   * it, the month after the last close that has not seen it.
   */
  public YearMonth statementOf(LoggedUsage usage) {
    YearMonth month = usage.chargePeriod();
    for (RecordedClose closed : byMonth.tailMap(month, true).values()) {
      if (closed.close().cut().holds(usage)) {
        return month;
      }
      month = closed.close().month().plusMonths(1);
    }
    return month;
  }
}
