package dev.barnabas.metering.topology;

import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The metering topology: {@code inference.metering} → count, look for anomalies → {@code
 * inference.usage-totals}, {@code inference.alerts} and {@code inference.dead-letter}.
 *
 * <p>The source is bytes, so no record can stop it; processors and stores have names that must
 * never change, since a renamed store is an empty one.
 */
public final class MeteringTopology {

  /**
   * Group, prefix of the changelogs and of the transactional ids. Another one, with a state
   * directory of its own, counts everything again from offset 0.
   */
  public static final String APPLICATION_ID = "barnabas-metering-stream";

  /** The store of totals, for queries; keys are {@code TotalsKey.text()}. */
  public static final String TOTALS_STORE = MeteringStores.TOTALS;

  static final String SOURCE = "usage-events";
  static final String COUNT = "count-usage";
  static final String USAGE_TOTALS = "usage-totals";
  static final String DEAD_LETTERS = "dead-letters";
  static final String ALERTS = "alerts";

  private MeteringTopology() {}

  /**
   * Builds the topology.
   *
   * @param properties the application's Streams properties
   */
  public static Topology build(MeteringSetup setup, Properties properties) {
    var meters = new MeteringMeters(setup.meters());
    var topology = new Topology(new TopologyConfig(new StreamsConfig(properties)));
    topology
        .addSource(
            AutoOffsetReset.earliest(),
            SOURCE,
            appendTime(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            setup.names().metering())
        .addProcessor(COUNT, () -> new UsageProcessor(setup, meters), SOURCE);
    MeteringStores.builders().forEach(store -> topology.addStateStore(store, COUNT));
    addSink(topology, USAGE_TOTALS, setup.names().usageTotals());
    addSink(topology, DEAD_LETTERS, setup.names().deadLetter());
    addSink(topology, ALERTS, setup.names().alerts());
    return topology;
  }

  private static void addSink(Topology topology, String name, String topic) {
    topology.addSink(
        name,
        topic,
        new ByteArraySerializer(),
        Outgoing.serializer(),
        Outgoing.partitioner(),
        COUNT);
  }

  /**
   * The broker's append time. A topic with clients' times cannot turn it back or stop the thread
   * with -1.
   */
  private static TimestampExtractor appendTime() {
    return (record, newest) -> Math.max(0, Math.max(record.timestamp(), newest));
  }
}
