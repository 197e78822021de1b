package dev.barnabas.broker.topology;

import dev.barnabas.broker.admission.BreakerWord;
import dev.barnabas.broker.admission.OpenPartners;
import dev.barnabas.schemas.BreakerState;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * What the workers last said of their partners, as one partition reads it from the global store.
 * Read again when it is older than {@link #FRESH}: a dispatch asks several times. One thread.
 */
final class BreakerWords implements OpenPartners {
  /** The global store: what a worker said, as it stands on the log, with its append time. */
  static final String STORE = "breakers";

  static final Duration FRESH = Duration.ofMillis(50);

  private final ReadOnlyKeyValueStore<Bytes, ValueAndTimestamp<byte[]>> store;
  private final RecordCodec codec;
  private Map<String, List<BreakerWord>> words = Map.of();
  private Instant readAt = Instant.MIN;

  BreakerWords(ReadOnlyKeyValueStore<Bytes, ValueAndTimestamp<byte[]>> store, RecordCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  @Override
  public boolean contains(String partnerId, Instant now) {
    if (now.isBefore(readAt) || !now.isBefore(readAt.plus(FRESH))) {
      words = read();
      readAt = now;
    }
    return BreakerWord.open(words.getOrDefault(partnerId, List.of()), now);
  }

  private Map<String, List<BreakerWord>> read() {
    Map<String, List<BreakerWord>> read = new HashMap<>();
    try (KeyValueIterator<Bytes, ValueAndTimestamp<byte[]>> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, ValueAndTimestamp<byte[]>> entry = all.next();
        // What cannot be read is no word, and costs nobody a partner.
        if (codec.decode(entry.value.value(), BreakerState.class)
            instanceof Parsed.Read<BreakerState>(BreakerState said)) {
          read.computeIfAbsent(said.getPartnerId(), _ -> new ArrayList<>())
              .add(word(said, Instant.ofEpochMilli(entry.value.timestamp())));
        }
      }
    }
    return read;
  }

  private static BreakerWord word(BreakerState said, Instant heardAt) {
    return new BreakerWord(
        said.getState().equals("OPEN"),
        heardAt,
        Duration.ofMillis(Math.clamp(said.getValidForMs(), 0, Duration.ofDays(1).toMillis())));
  }

  /** Keeps the newest word of each worker with the time it was appended. */
  static final class Keeping implements Processor<Bytes, byte[], Void, Void> {
    private @Nullable TimestampedKeyValueStore<Bytes, byte[]> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<Bytes, byte[]> record) {
      if (store != null && record.key() != null) {
        byte[] value = record.value();
        store.put(
            record.key(), value == null ? null : ValueAndTimestamp.make(value, record.timestamp()));
      }
    }
  }
}
