package dev.barnabas.metering.anomalies;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's limits on a calendar month.
 *
 * @param money in the currency that was asked for; absent for no limit
 * @param tokens absent for no limit
 */
public record MonthLimits(@Nullable BigDecimal money, @Nullable Long tokens) {

  /** No limit. */
  public static final MonthLimits NONE = new MonthLimits(null, null);

  /** Who knows the limits. Any thread. */
  @FunctionalInterface
  public interface Source {
    /** The limits of a tenant, on money in a currency. */
    MonthLimits of(String tenantId, String currency);
  }
}
