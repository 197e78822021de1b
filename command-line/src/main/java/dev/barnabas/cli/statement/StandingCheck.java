package dev.barnabas.cli.statement;

import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Closes.RecordedClose;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.TenantFigures;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what the log gives with what a close recorded. */
public final class StandingCheck {
  private StandingCheck() {}

  /**
   * What a statement is worth.
   *
   * @param found its figures by the log
   * @param readTo the offset of the tenant's partition up to which it was read
   */
  public static Standing of(
      Closes closes, YearMonth month, String tenantId, TenantFigures found, long readTo) {
    Optional<RecordedClose> recorded = closes.of(month);
    if (recorded.isPresent()) {
      MonthClose close = recorded.get().close();
      return difference(recorded.get(), close.tenants().get(tenantId), found)
          .<Standing>map(reason -> new Standing.Broken(close, reason))
          .orElseGet(() -> new Standing.Closed(close));
    }
    return closes
        .first()
        .filter(month::isBefore)
        .<Standing>map(Standing.Passed::new)
        .orElseGet(() -> new Standing.Open(readTo));
  }

  private static Optional<String> difference(
      RecordedClose recorded, @Nullable TenantFigures then, TenantFigures found) {
    if (!recorded.isSound()) {
      return Optional.of(
          "the records of the close do not have the hash %s that stands beside them"
              .formatted(recorded.sha256()));
    }
    if (then == null) {
      return found.events() == 0
          ? Optional.empty()
          : Optional.of(
              "the close names no events of this tenant, and the log has " + found.events());
    }
    if (!then.sha256().equals(found.sha256())) {
      return Optional.of(
          "the close recorded the hash %s, and the log gives %s"
              .formatted(then.sha256(), found.sha256()));
    }
    return then.byCurrency().equals(found.byCurrency())
        ? Optional.empty()
        : Optional.of("the close recorded other totals for the same hash");
  }
}
