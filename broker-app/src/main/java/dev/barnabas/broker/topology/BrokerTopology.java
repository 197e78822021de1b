package dev.barnabas.broker.topology;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.BytesDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * One sub-topology: five inputs, one set of stores, one sink.
 *
 * <pre>
 *   requests   control   outcomes   fallback   misplaced
 *       \         \         |         /         /
 *                    the partition's state
 *                           |
 *     responses  metering  decisions  work.*  dead-letter  alerts  misplaced
 * </pre>
 */
public final class BrokerTopology {
  /** How long the changelog may keep what was overwritten, an erased tenant's salt for one. */
  private static final Duration LONGEST_COPY = Duration.ofDays(1);

  private static final String SINK = "outputs";
  private static final int SEGMENT_BYTES = 64 * 1024 * 1024;
  private static final Duration DELETED_KEPT = Duration.ofHours(2);

  private BrokerTopology() {}

  /**
   * Builds the topology.
   *
   * @param runtime what all partitions share
   * @param settings Streams settings, with {@code ensure.explicit.internal.resource.naming}
   * @param persistent whether stores are kept on disk
   */
  public static Topology build(BrokerRuntime runtime, Map<String, ?> settings, boolean persistent) {
    StreamsConfig config = new StreamsConfig(settings);
    Topology topology = new StreamsBuilder(new TopologyConfig(config)).build();
    Partitions partitions = new Partitions(runtime);
    var names = runtime.names();
    breakers(topology, names.breakers());
    requests(topology, runtime, partitions);
    input(topology, names.control(), InputKind.CONTROL, partitions);
    input(topology, names.outcomes(), InputKind.OUTCOMES, partitions);
    input(topology, names.fallback(), InputKind.FALLBACK, partitions);
    input(topology, names.misplaced(), InputKind.MISPLACED, partitions);
    String[] processors =
        Arrays.stream(InputKind.values()).map(BrokerTopology::processor).toArray(String[]::new);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                supplier(Section.STORE, persistent), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(changelog(runtime.maxRecordBytes() * 2)),
        processors);
    Serializer<OutKey> keys = (topic, out) -> out.key();
    topology.addSink(
        SINK,
        (key, value, context) -> key.topic(),
        keys,
        new ByteArraySerializer(),
        (topic, key, value, count) -> Optional.ofNullable(key.partition()).map(Set::of),
        processors);
    return topology;
  }

  /**
   * Only closed segments are compacted, and what is not compacted is restored: segments are small,
   * and a deleted key is kept as long as a restore may take, not for a day.
   */
  private static Map<String, String> changelog(int maxBytes) {
    return Map.of(
        "max.message.bytes", Integer.toString(maxBytes),
        "segment.bytes", Integer.toString(Math.max(SEGMENT_BYTES, 2 * maxBytes)),
        "min.cleanable.dirty.ratio", "0.3",
        "max.compaction.lag.ms", Long.toString(LONGEST_COPY.toMillis()),
        "delete.retention.ms", Long.toString(DELETED_KEPT.toMillis()));
  }

  /**
   * Every instance reads all of it before it decides anything, and never waits for it afterwards:
   * it is advice, no part of a partition's state.
   */
  private static void breakers(Topology topology, String topic) {
    topology.addGlobalStore(
        Stores.timestampedKeyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(BreakerWords.STORE),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled(),
        "source-" + BreakerWords.STORE,
        new AppendTime(),
        new BytesDeserializer(),
        new ByteArrayDeserializer(),
        topic,
        "take-" + BreakerWords.STORE,
        BreakerWords.Keeping::new);
  }

  /** With topics of the tenants' own, each that appears is read as soon as it is seen. */
  private static void requests(Topology topology, BrokerRuntime runtime, Partitions partitions) {
    if (!runtime.tenantTopics()) {
      input(topology, runtime.names().requests(), InputKind.REQUESTS, partitions);
      return;
    }
    topology.addSource(
        AutoOffsetReset.earliest(),
        "source-" + InputKind.REQUESTS,
        new AppendTime(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        runtime.names().requestsPattern());
    processor(topology, InputKind.REQUESTS, partitions);
  }

  private static void input(
      Topology topology, String topic, InputKind kind, Partitions partitions) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        "source-" + kind,
        new AppendTime(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
    processor(topology, kind, partitions);
  }

  private static void processor(Topology topology, InputKind kind, Partitions partitions) {
    topology.addProcessor(
        processor(kind), () -> new RecordProcessor(kind, partitions), "source-" + kind);
  }

  private static String processor(InputKind kind) {
    return "take-" + kind;
  }

  private static KeyValueBytesStoreSupplier supplier(String name, boolean persistent) {
    return persistent ? Stores.persistentKeyValueStore(name) : Stores.inMemoryKeyValueStore(name);
  }
}
