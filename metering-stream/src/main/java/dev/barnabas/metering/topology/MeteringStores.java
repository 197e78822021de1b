package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.totals.Memory;
import dev.barnabas.metering.totals.Remembered;
import dev.barnabas.metering.totals.Totals;
import dev.barnabas.metering.totals.TotalsKey;
import dev.barnabas.metering.totals.WriterProgress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of one task. Key-value stores throughout, with an expiry of our own: a window store
 * silently ignores what it thinks too old. A commit writes each changed entry once, however often
 * it changed since the last one: that is what their caches are for.
 *
 * <p>An event with its writer's number costs nothing here but the writer's one entry. The id of an
 * event without one costs its length (64 bytes) twice and 18 bytes more, in the ids and in the
 * order of their expiry.
 */
final class MeteringStores implements Remembered {

  /** How far each writer's events were counted. */
  static final String WRITERS = "metering-writers";

  /** Ids of counted events that have no number. */
  static final String EVENT_IDS = "metering-event-ids";

  /** The same ids in the order in which they may be forgotten. */
  static final String EVENT_ID_EXPIRY = "metering-event-id-expiry";

  /** Totals by {@link TotalsKey#text()}. */
  static final String TOTALS = "metering-totals";

  /** Keys of totals that changed and were not written to their topic yet. */
  static final String UNWRITTEN = "metering-unwritten";

  /** Records that wait for their schema, by offset. */
  static final String HELD = "metering-held";

  private static final int VERSION = 1;
  private static final byte[] PRESENT = {VERSION};

  private final KeyValueStore<String, byte[]> writers;
  private final KeyValueStore<String, byte[]> eventIds;
  private final KeyValueStore<Bytes, byte[]> expiry;
  private final KeyValueStore<String, byte[]> totals;

  MeteringStores(ProcessorContext<?, ?> context) {
    this.writers = requireNonNull(context.getStateStore(WRITERS), WRITERS);
    this.eventIds = requireNonNull(context.getStateStore(EVENT_IDS), EVENT_IDS);
    this.expiry = requireNonNull(context.getStateStore(EVENT_ID_EXPIRY), EVENT_ID_EXPIRY);
    this.totals = requireNonNull(context.getStateStore(TOTALS), TOTALS);
  }

  static List<StoreBuilder<?>> builders() {
    return List.of(
        persistent(WRITERS, Serdes.String()).withCachingEnabled(),
        persistent(EVENT_IDS, Serdes.String()),
        persistent(EVENT_ID_EXPIRY, Serdes.Bytes()),
        persistent(TOTALS, Serdes.String()).withCachingEnabled(),
        persistent(UNWRITTEN, Serdes.String()).withCachingEnabled(),
        persistent(HELD, Serdes.Long()),
        persistent(AnomalyMemory.STORE, Serdes.String()).withCachingEnabled());
  }

  @Override
  public WriterProgress progressOf(String writerId) {
    byte[] state = writers.get(writerId);
    return state == null ? WriterProgress.NONE : WriterState.decode(state);
  }

  @Override
  public boolean isSeen(String eventId) {
    byte[] state = eventIds.get(eventId);
    if (state == null) {
      return false;
    }
    StateVersions.require(VERSION, state[0], EVENT_IDS);
    return true;
  }

  @Override
  public Totals totalsOf(TotalsKey key) {
    return totalsOf(key.text());
  }

  Totals totalsOf(String key) {
    byte[] state = totals.get(key);
    return state == null ? Totals.NONE : TotalsState.decode(state);
  }

  void apply(MeteringEffect.Count count) {
    switch (count.memory()) {
      case Memory.Numbered numbered ->
          writers.put(numbered.writerId(), WriterState.encode(numbered.progress()));
      case Memory.Identified identified -> remember(identified);
    }
    count.writes().forEach(write -> totals.put(write.key(), write.state()));
  }

  private void remember(Memory.Identified identified) {
    long forgetAt = identified.forgetAt().toEpochMilli();
    eventIds.put(
        identified.eventId(),
        ByteBuffer.allocate(1 + Long.BYTES).put(PRESENT).putLong(forgetAt).array());
    expiry.put(expiryKey(forgetAt, identified.eventId()), PRESENT);
  }

  /**
   * Forgets the ids that may be forgotten by now.
   *
   * @param streamTime the newest append time seen, epoch milliseconds
   * @param max most ids
   * @return how many were forgotten
   */
  int forget(long streamTime, int max) {
    var due = new ArrayList<Bytes>();
    try (var entries = expiry.range(expiryKey(0, ""), expiryKey(streamTime, ""))) {
      while (entries.hasNext() && due.size() < max) {
        due.add(entries.next().key);
      }
    }
    for (var key : due) {
      expiry.delete(key);
      eventIds.delete(eventIdOf(key));
    }
    return due.size();
  }

  private static Bytes expiryKey(long forgetAt, String eventId) {
    byte[] id = eventId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + id.length).putLong(forgetAt).put(id).array());
  }

  private static String eventIdOf(Bytes key) {
    return new String(key.get(), Long.BYTES, key.get().length - Long.BYTES, UTF_8);
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> persistent(String name, Serde<K> key) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), key, Serdes.ByteArray());
  }
}
