package dev.barnabas.metering.topology;

import dev.barnabas.schemas.UsageEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers events as broker-app does: per partition, from 0, without holes; the same event has the
 * same number when it is sent again.
 */
public final class SequencedWriter {

  private final Map<Integer, Map<String, Long>> numbers = new HashMap<>();

  /** The event with its writer and number. */
  public UsageEvent stamped(UsageEvent event, int partition) {
    var given = numbers.computeIfAbsent(partition, _ -> new HashMap<>());
    Long number = given.get(event.getEventId());
    if (number == null) {
      number = (long) given.size();
      given.put(event.getEventId(), number);
    }
    return UsageEvent.newBuilder(event)
        .setWriterId("broker-app/" + partition)
        .setWriterSeq(number)
        .build();
  }
}
