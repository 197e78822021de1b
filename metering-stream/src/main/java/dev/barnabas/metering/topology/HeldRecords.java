package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The records of one task that wait for their schema, within bounds. Used by the stream thread
 * only.
 */
final class HeldRecords {

  private final KeyValueStore<Long, byte[]> store;
  private final HeldBounds bounds;
  private int records;
  private long bytes;
  private long cursor;

  /** Counts what the store holds: after a restart it may hold something. */
  HeldRecords(ProcessorContext<?, ?> context, HeldBounds bounds) {
    this.store = requireNonNull(context.getStateStore(MeteringStores.HELD), MeteringStores.HELD);
    this.bounds = bounds;
    try (var entries = store.all()) {
      entries.forEachRemaining(entry -> count(1, entry.value.length));
    }
  }

  int size() {
    return records;
  }

  boolean hasRoomFor(byte[] state) {
    return records < bounds.records() && bytes + state.length <= bounds.bytes();
  }

  void add(long offset, byte[] state) {
    store.put(offset, state);
    count(1, state.length);
  }

  void remove(long offset) {
    byte[] state = store.delete(offset);
    if (state != null) {
      count(-1, -state.length);
    }
  }

  /** The next records in the order of their offsets, going round; at most {@code max}. */
  List<HeldState> next(int max) {
    var next = new ArrayList<HeldState>();
    try (var entries = store.range(cursor, Long.MAX_VALUE)) {
      while (entries.hasNext() && next.size() < max) {
        next.add(HeldState.decode(entries.next().value));
      }
    }
    cursor = next.size() < max ? 0 : next.getLast().record().source().offset() + 1;
    return next;
  }

  private void count(int moreRecords, long moreBytes) {
    records += moreRecords;
    bytes += moreBytes;
  }
}
