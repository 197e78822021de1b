package dev.barnabas.broker.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The records of a partition that wait for their schema, in order of coordinates; bounded. One
 * thread.
 */
final class HeldRecords {
  /** The most records a partition holds. */
  static final int MOST = 1_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private int count;

  HeldRecords(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
  }

  /** Holds a record; false where there is no room. */
  boolean hold(HeldRecord record) {
    if (count >= MOST) {
      return false;
    }
    store.put(key(record), StateCodec.write(record));
    count++;
    return true;
  }

  void release(HeldRecord record) {
    store.delete(key(record));
    count--;
  }

  /** The first records, as many as a punctuation may look at. */
  List<HeldRecord> first(int max) {
    List<HeldRecord> first = new ArrayList<>();
    if (count == 0) {
      return first;
    }
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext() && first.size() < max) {
        KeyValue<Bytes, byte[]> entry = all.next();
        first.add(StateCodec.read(entry.value, HeldRecord.class));
      }
    }
    return first;
  }

  private static Bytes key(HeldRecord record) {
    return StoredState.text(
        "%s|%06d|%020d"
            .formatted(record.read().topic(), record.read().partition(), record.read().offset()));
  }
}
