package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Lane;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where queues begin, in memory: which tenants have requests parked, and below which ticket of a
 * tenant's lane there are none. A look at the head of a queue need not pass the tombstones of those
 * that left it. One thread.
 */
final class QueueHeads {
  private final NavigableSet<String> tenants = new TreeSet<>();
  private final Map<String, Long> tickets = new HashMap<>();

  /** The first tenant after this one, in text order, that has requests parked. */
  Optional<String> tenantAfter(String tenantId) {
    return Optional.ofNullable(tenants.higher(tenantId));
  }

  /** No ticket of the lane is lower. */
  long lowest(String tenantId, Lane lane) {
    return tickets.getOrDefault(lane + tenantId, 0L);
  }

  /** A request is parked, or was found to be. */
  void parked(String tenantId, Lane lane, long ticket) {
    tenants.add(tenantId);
    tickets.computeIfPresent(lane + tenantId, (_, lowest) -> Math.min(lowest, ticket));
  }

  /** The head of a lane was looked for, and this is its ticket. */
  void found(String tenantId, Lane lane, long ticket) {
    tickets.put(lane + tenantId, ticket);
  }

  /** A lane is empty; with {@code tenantToo} all lanes of the tenant are. */
  void emptied(String tenantId, Lane lane, boolean tenantToo) {
    tickets.remove(lane + tenantId);
    if (tenantToo) {
      tenants.remove(tenantId);
    }
  }
}
