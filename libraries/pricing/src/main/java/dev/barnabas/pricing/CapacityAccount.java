package dev.barnabas.pricing;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a charge of capacity is booked to. Sorted by its components in their order.
 *
 * @param tenant who is charged
 * @param name the capacity
 * @param partner the partner's id
 * @param model the partner's own name of the model; absent for none
 * @param costCentre who pays inside the tenant; absent for none
 * @param currency ISO 4217
 */
public record CapacityAccount(
    String tenant,
    String name,
    String partner,
    @Nullable String model,
    @Nullable String costCentre,
    String currency)
    implements Comparable<CapacityAccount> {

  @SuppressWarnings("NullAway") // nullsFirst takes null.
  private static final Comparator<CapacityAccount> ORDER =
      comparing(CapacityAccount::tenant)
          .thenComparing(CapacityAccount::name)
          .thenComparing(CapacityAccount::partner)
          .thenComparing(CapacityAccount::model, nullsFirst(naturalOrder()))
          .thenComparing(CapacityAccount::costCentre, nullsFirst(naturalOrder()))
          .thenComparing(CapacityAccount::currency);

  public CapacityAccount {
    requireNonNull(tenant, "tenant");
    requireNonNull(name, "name");
    requireNonNull(partner, "partner");
    requireNonNull(currency, "currency");
  }

  static CapacityAccount of(CapacityEntry entry) {
    return new CapacityAccount(
        entry.tenant(),
        entry.name(),
        entry.partner(),
        entry.model(),
        entry.costCentre(),
        entry.currency());
  }

  @Override
  public int compareTo(CapacityAccount other) {
    return ORDER.compare(this, other);
  }
}
