package dev.barnabas.broker.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * The records of a partition that wait for their schema or their key, in order of coordinates;
 * bounded. One thread.
 */
final class HeldRecords {
  /** The most records a partition holds. */
  static final int MOST = 1_000;

  private final SectionStore store;
  private int count;

  HeldRecords(SectionStore store) {
    this.store = store;
    this.count = store.first(MOST).size();
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
    store.first(max).forEach(e -> first.add(StateCodec.read(e.value, HeldRecord.class)));
    return first;
  }

  private static Bytes key(HeldRecord record) {
    return StoredState.text(
        "%s|%06d|%020d"
            .formatted(record.read().topic(), record.read().partition(), record.read().offset()));
  }
}
