package dev.barnabas.broker.budget;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Forgets windows that nobody will settle in any more, so that a tenant's minutes do not pile up.
 */
public final class Windows {
  private Windows() {}

  /**
   * When to forget a window: one timer for a window and hour, or day where it is kept for more than
   * one, however many holds it takes.
   */
  public static Timer forgetting(WindowKey window, Instant now) {
    Duration kept = LimitKind.ofWord(window.limit()).kept();
    ChronoUnit unit = kept.compareTo(Duration.ofDays(1)) > 0 ? ChronoUnit.DAYS : ChronoUnit.HOURS;
    Instant due = now.plus(kept).truncatedTo(unit).plus(1, unit);
    return new Timer(due, Timer.Kind.WINDOW, new RequestKey(window.tenantId(), ""), window.text());
  }

  /** Forgets a window, or asks again later while something is reserved in it. */
  public static void forget(Unit unit, Timer timer) {
    WindowKey window = WindowKey.parse(timer.subject());
    if (unit.balance(window).reserved().signum() == 0) {
      unit.put(window, Balance.EMPTY);
    } else {
      unit.schedule(forgetting(window, unit.now()));
    }
  }
}
