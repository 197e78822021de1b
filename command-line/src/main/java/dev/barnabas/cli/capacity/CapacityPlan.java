package dev.barnabas.cli.capacity;

import dev.barnabas.pricing.CapacityAccount;
import dev.barnabas.pricing.CapacityCharges;
import dev.barnabas.pricing.CapacityLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the log lacks of a month's charges. Once it is written, there is nothing more.
 *
 * @param changes by account
 */
public record CapacityPlan(List<Change> changes) {

  /**
   * What is to be written to an account.
   *
   * @param account whose
   * @param lines what is charged, or taken back where the quantity is negative
   * @param number the event's among those of its tenant, capacity and month, from 0
   * @param corrects the event that first charged the account; absent where this is it
   */
  public record Change(
      CapacityAccount account, List<CapacityLine> lines, int number, @Nullable String corrects) {
    public Change {
      lines = List.copyOf(lines);
    }
  }

  private record Writer(String tenant, String name) {}

  public CapacityPlan {
    changes = List.copyOf(changes);
  }

  /**
   * Compares.
   *
   * @param charges what the price book charges for the month
   * @param ledger what the log has of it
   */
  public static CapacityPlan of(
      SortedMap<CapacityAccount, List<CapacityLine>> charges, CapacityLedger ledger) {
    List<Change> changes = new ArrayList<>();
    Map<Writer, Integer> written = new HashMap<>();
    CapacityCharges.differences(charges, ledger.charged())
        .forEach((account, lines) -> {
          int before = written.merge(new Writer(account.tenant(), account.name()), 1, Integer::sum);
          changes.add(
              new Change(
                  account,
                  lines,
                  ledger.next(account) + before - 1,
                  ledger.first(account).orElse(null)));
        });
    return new CapacityPlan(changes);
  }
}
