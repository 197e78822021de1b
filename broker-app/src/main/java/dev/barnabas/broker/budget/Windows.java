package dev.barnabas.broker.budget;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.WindowKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Forgets windows that nobody will settle in any more, so that a tenant's minutes do not pile up.
 */
public final class Windows {
  private Windows() {}

  /** When to forget a window; one timer for a window and hour, however many holds it takes. */
  public static Timer forgetting(WindowKey window, Instant now) {
    Instant due =
        now.plus(LimitKind.ofWord(window.limit()).kept())
            .truncatedTo(ChronoUnit.HOURS)
            .plus(1, ChronoUnit.HOURS);
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
