package dev.barnabas.metering.query;

import dev.barnabas.metering.totals.Totals;
import dev.barnabas.metering.totals.TotalsKey;
import dev.barnabas.metering.totals.Window;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The totals that a process holds. Any thread. */
public interface Cells {

  /** The home partitions whose totals are here. */
  SortedSet<Integer> partitions();

  /** The home partition of a tenant. */
  int homeOf(String tenantId);

  /** How many home partitions there are. */
  int allPartitions();

  /**
   * Visits cells.
   *
   * @param tenantId of this tenant only; absent: of all that are here
   * @param window of this size
   */
  void visit(@Nullable String tenantId, Window window, BiConsumer<TotalsKey, Totals> visitor);
}
