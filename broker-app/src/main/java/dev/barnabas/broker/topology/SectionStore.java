package dev.barnabas.broker.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One section of a partition's store; its keys are given and taken without their prefix. One
 * thread.
 */
final class SectionStore {
  private final KeyValueStore<Bytes, byte[]> store;
  private final byte code;

  SectionStore(KeyValueStore<Bytes, byte[]> store, Section section) {
    this.store = store;
    this.code = section.code();
  }

  byte @Nullable [] get(Bytes key) {
    return store.get(prefixed(key));
  }

  void put(Bytes key, byte[] value) {
    store.put(prefixed(key), value);
  }

  void delete(Bytes key) {
    store.delete(prefixed(key));
  }

  /**
   * The first entries of a range, in order.
   *
   * @param from the first key
   * @param to the last key, null for the section's end
   * @param max how many
   */
  List<KeyValue<Bytes, byte[]>> first(Bytes from, @Nullable Bytes to, int max) {
    List<KeyValue<Bytes, byte[]>> first = new ArrayList<>();
    Bytes end = to == null ? Bytes.wrap(new byte[] {(byte) (code + 1)}) : prefixed(to);
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefixed(from), end)) {
      while (entries.hasNext() && first.size() < max) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        first.add(KeyValue.pair(stripped(entry.key), entry.value));
      }
    }
    return first;
  }

  /**
   * The first entries from a key on, in order, and no more than one that is beyond a bound: a scan
   * costs nothing for what comes later, and says when that is.
   *
   * @param from the first key
   * @param bound the last key of interest
   * @param max how many
   */
  List<KeyValue<Bytes, byte[]>> firstAndNext(Bytes from, Bytes bound, int max) {
    List<KeyValue<Bytes, byte[]>> first = new ArrayList<>();
    Bytes end = Bytes.wrap(new byte[] {(byte) (code + 1)});
    boolean beyond = false;
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefixed(from), end)) {
      while (!beyond && entries.hasNext() && first.size() < max) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        Bytes key = stripped(entry.key);
        first.add(KeyValue.pair(key, entry.value));
        beyond = key.compareTo(bound) > 0;
      }
    }
    return first;
  }

  /** The first entries of the section, in order. */
  List<KeyValue<Bytes, byte[]>> first(int max) {
    return first(Bytes.wrap(new byte[0]), null, max);
  }

  private Bytes prefixed(Bytes key) {
    byte[] bytes = key.get();
    byte[] all = new byte[bytes.length + 1];
    all[0] = code;
    System.arraycopy(bytes, 0, all, 1, bytes.length);
    return Bytes.wrap(all);
  }

  private static Bytes stripped(Bytes key) {
    byte[] all = key.get();
    byte[] bytes = new byte[all.length - 1];
    System.arraycopy(all, 1, bytes, 0, bytes.length);
    return Bytes.wrap(bytes);
  }
}
