package dev.barnabas.broker.budget;

import dev.barnabas.broker.budget.ReservationDecision.SoftlyReached;
import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Output.Alarm;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.util.Map;

/** Alerts that are raised once for a window, however often they would be. */
public final class Alerts {
  private static final String MARK = "alert:";

  private Alerts() {}

  /** Whether a window is the mark of an alert, not a budget. */
  public static boolean isMark(WindowKey window) {
    return window.scope().startsWith(MARK);
  }

  /** A tenant's window has reached its soft limit. */
  public static void softLimit(Unit unit, SoftlyReached reached) {
    WindowKey window = reached.after().window();
    BigDecimal soft = reached.limit().soft();
    if (soft != null && first(unit, "soft:" + window.scope(), window)) {
      unit.emit(
          new Alarm(
              window.tenantId(),
              "SOFT_LIMIT",
              "WARNING",
              window.scope() + " " + window.limit(),
              Map.of(
                  "window", window.windowId(),
                  "taken", reached.after().balance().taken().toPlainString(),
                  "soft", soft.toPlainString(),
                  "limit", reached.limit().value().toPlainString()),
              "settled and reserved have reached the soft limit of the window"));
    }
  }

  /** Nobody knows what a model costs; said once a day for a tenant and model. */
  public static void unpriced(Unit unit, String tenantId, String model) {
    WindowKey day =
        new WindowKey(
            tenantId,
            "",
            LimitKind.TOKENS_PER_DAY.word(),
            LimitKind.TOKENS_PER_DAY.windowId(unit.now()));
    if (first(unit, model, day)) {
      unit.emit(
          new Alarm(
              tenantId,
              "UNPRICED",
              "WARNING",
              model,
              Map.of(),
              "no price is known for the model; its cost is not counted"));
    }
  }

  /** Whether nothing was said of this subject for the window yet; from now on it was. */
  private static boolean first(Unit unit, String subject, WindowKey window) {
    WindowKey mark =
        new WindowKey(window.tenantId(), MARK + subject, window.limit(), window.windowId());
    if (unit.balance(mark).settled().signum() != 0) {
      return false;
    }
    unit.put(mark, Balance.EMPTY.settle(BigDecimal.ONE));
    unit.schedule(Windows.forgetting(mark, unit.now()));
    return true;
  }
}
