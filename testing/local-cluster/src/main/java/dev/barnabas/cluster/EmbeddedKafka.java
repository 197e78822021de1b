package dev.barnabas.cluster;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A one-node Kafka broker inside this JVM, for tests that need no kill: it starts in about two
 * seconds.
 *
 * <p>The only class that touches Kafka's own test kit, which promises no stable API. A module whose
 * tests use it adds {@code org.apache.kafka:kafka-test-common-runtime} in test scope.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final KafkaClusterTestKit kit;

  private EmbeddedKafka(KafkaClusterTestKit kit) {
    this.kit = kit;
  }

  /** Starts a broker with the settings of {@link LocalKafka} and waits until it is ready. */
  public static EmbeddedKafka start() {
    return start(Map.of());
  }

  /**
   * Starts a broker and waits until it is ready.
   *
   * @param overrides broker settings that replace or add to those of {@code KafkaSettings}
   * @throws IllegalStateException if it does not start
   */
  public static EmbeddedKafka start(Map<String, String> overrides) {
    try {
      KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes());
      KafkaSettings.shared().forEach(builder::setConfigProp);
      overrides.forEach(builder::setConfigProp);
      KafkaClusterTestKit kit = builder.build();
      EmbeddedKafka kafka = new EmbeddedKafka(kit);
      try {
        kit.format();
        kit.startup();
        kit.waitForReadyBrokers();
        return kafka;
      } catch (Exception e) {
        kafka.close();
        throw e;
      }
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not start", e);
    }
  }

  /** {@code localhost:<port>}. */
  public String bootstrapServers() {
    return kit.bootstrapServers();
  }

  public String clusterId() {
    return kit.nodes().clusterId();
  }

  /** Stops the broker and deletes its data. */
  @Override
  public void close() {
    try {
      kit.close();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded broker did not stop", e);
    }
  }

  /**
   * The released versions of every feature; the kit's own default is a metadata version that no
   * released broker has.
   */
  private static TestKitNodes nodes() {
    Map<String, Short> levels = new HashMap<>();
    for (Feature feature : Feature.PRODUCTION_FEATURES) {
      if (feature != Feature.KRAFT_VERSION && feature.latestProduction() > 0) {
        levels.put(feature.featureName(), feature.latestProduction());
      }
    }
    return new TestKitNodes.Builder()
        .setCombined(true)
        .setNumBrokerNodes(1)
        .setNumControllerNodes(1)
        .setBootstrapMetadata(
            BootstrapMetadata.fromVersions(
                MetadataVersion.LATEST_PRODUCTION, levels, "embedded broker"))
        .build();
  }
}
