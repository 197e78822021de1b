package dev.barnabas.cli.close;

import static java.time.ZoneOffset.UTC;

import dev.barnabas.cli.close.CloseDecision.AlreadyClosed;
import dev.barnabas.cli.close.CloseDecision.Close;
import dev.barnabas.cli.close.CloseDecision.Refused;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Closes.RecordedClose;
import dev.barnabas.cli.ledger.Cut;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Position;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides whether a month may be closed: first before the log is read, then by what it holds. The
 * months are closed in order, none left out after the first, and each has seen what the one before
 * it has; so an event is on exactly one statement.
 */
public final class ClosePolicy {
  private static final int NAMED = 5;

  private ClosePolicy() {}

  /**
   * Why a month that is open may not be closed whatever the log holds; empty if it may.
   *
   * @param cut what the close is about
   * @param now the time
   */
  public static Optional<Refused> before(YearMonth month, Cut cut, Closes closes, Instant now) {
    Instant over = month.plusMonths(1).atDay(1).atStartOfDay(UTC).toInstant();
    if (now.isBefore(over)) {
      return refused("%s is not over: it ends at %s, UTC".formatted(month, over));
    }
    if (cut.cutOff().isAfter(now)) {
      return refused("the cut-off %s is not reached yet".formatted(cut.cutOff()));
    }
    if (cut.cutOff().isBefore(over)) {
      return refused("the cut-off %s is before the month's end, %s".formatted(cut.cutOff(), over));
    }
    return closes.last().flatMap(last -> after(last, month, cut));
  }

  /**
   * Why a month that was closed cannot be closed again as asked, whatever the log holds.
   *
   * @param then how it was closed
   * @param cutOff the cut-off that is asked for
   * @param without the records that are to be left out
   */
  public static Optional<Refused> again(
      MonthClose then, Instant cutOff, Collection<Position> without) {
    if (!cutOff.equals(then.cut().cutOff())) {
      return refused(
          "%s was closed with the cut-off %s".formatted(then.month(), then.cut().cutOff()));
    }
    return then.without().containsAll(without)
        ? Optional.empty()
        : refused("%s was closed with other records left out".formatted(then.month()));
  }

  private static Optional<Refused> after(MonthClose last, YearMonth month, Cut cut) {
    if (!month.equals(last.month().plusMonths(1))) {
      return refused(
          "%s was closed last: close %s next".formatted(last.month(), last.month().plusMonths(1)));
    }
    if (cut.cutOff().isBefore(last.cut().cutOff())) {
      return refused(
          "the cut-off %s is before that of %s, %s"
              .formatted(cut.cutOff(), last.month(), last.cut().cutOff()));
    }
    SortedMap<Integer, Long> lost = new TreeMap<>();
    last.cut()
        .ends()
        .forEach((partition, end) -> {
          if (cut.ends().getOrDefault(partition, 0L) < end) {
            lost.put(partition, end);
          }
        });
    return lost.isEmpty()
        ? Optional.empty()
        : refused(
            "partition %d ends before where the close of %s read it: the log has lost records"
                .formatted(lost.firstKey(), last.month()));
  }

  /**
   * The decision.
   *
   * @param recorded the month's close, if there is one; then {@code count} is by its own cut
   * @param count what the log holds
   * @param closedAt for a new close
   * @param closedBy for a new close
   */
  public static CloseDecision of(
      Optional<RecordedClose> recorded, MonthCount count, Instant closedAt, String closedBy) {
    if (!count.refused().isEmpty()) {
      return new Refused(unreadable(count.refused()));
    }
    if (!count.unused().isEmpty()) {
      return new Refused(
          "%s cannot be left out: it is counted, or not there".formatted(count.unused().first()));
    }
    if (!count.unstated().isEmpty()) {
      return new Refused(
          "events of %s are on no closed statement yet: close it first"
              .formatted(count.unstated().first()));
    }
    MonthClose close = count.close(closedAt, closedBy);
    return recorded.isEmpty() ? new Close(close) : again(recorded.get(), close);
  }

  private static CloseDecision again(RecordedClose recorded, MonthClose now) {
    MonthClose then = recorded.close();
    if (!recorded.isSound()) {
      return new Refused(
          "%s was closed on %s, but its records do not have the hash %s that stands beside them"
              .formatted(then.month(), then.closedAt(), recorded.sha256()));
    }
    if (then.tenants().equals(now.tenants())) {
      return new AlreadyClosed(then);
    }
    return new Refused(
        "%s was closed on %s with other content: hash %s then, %s now"
            .formatted(then.month(), then.closedAt(), recorded.sha256(), now.sha256()));
  }

  private static String unreadable(SortedMap<Position, String> refused) {
    String named =
        refused.entrySet().stream()
            .limit(NAMED)
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    return "%d records of the metering topic cannot be counted: %s%s; put them right and send them again, then name each with --without"
        .formatted(refused.size(), named, refused.size() > NAMED ? ", …" : "");
  }

  private static Optional<Refused> refused(String reason) {
    return Optional.of(new Refused(reason));
  }
}
