package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import dev.barnabas.topics.Difference.BelowMinimum;
import dev.barnabas.topics.Difference.MissingTopic;
import dev.barnabas.topics.Difference.PartitionsDiffer;
import dev.barnabas.topics.Difference.SegmentTooLong;
import dev.barnabas.topics.Difference.SettingDiffers;
import dev.barnabas.topics.Difference.TransactionVersionTooLow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Compares a cluster with the catalogue and, under {@code up} alone, creates what is missing. Every
 * call blocks up to a minute; a broker that does not answer is a {@link KafkaException}.
 */
public final class TopicProvisioner {
  private static final int REQUIRED_TRANSACTION_VERSION = 2;
  private static final long LIMIT_SECONDS = 60;
  private static final int KNOWN_ROUNDS = 600;
  private static final Duration KNOWN_PAUSE = Duration.ofMillis(50);

  private final Admin admin;

  /** Works through an admin client that the caller closes. */
  public TopicProvisioner(Admin admin) {
    this.admin = requireNonNull(admin, "admin");
  }

  /**
   * Creates the topics that do not exist, leaves the others alone, and returns when a broker knows
   * all of them.
   *
   * @return the names of those it created
   */
  public List<String> create(Collection<TopicDefinition> definitions, short replicationFactor) {
    List<NewTopic> topics =
        definitions.stream()
            .map(definition ->
                new NewTopic(definition.name(), definition.partitions(), replicationFactor)
                    .configs(definition.settings()))
            .toList();
    List<String> created = new ArrayList<>();
    admin
        .createTopics(topics)
        .values()
        .forEach((topic, future) -> {
          if (succeeds(TopicExistsException.class, future)) {
            created.add(topic);
          }
        });
    awaitKnown(definitions);
    return created;
  }

  /** The controller answers before every broker has read of the new topics. */
  private void awaitKnown(Collection<TopicDefinition> definitions) {
    for (int round = 0; round < KNOWN_ROUNDS; round++) {
      if (describe(definitions).size() == definitions.size()) {
        return;
      }
      LockSupport.parkNanos(KNOWN_PAUSE.toNanos());
    }
    throw new KafkaException("the brokers do not know the topics that were just created");
  }

  /** Every way in which the cluster differs from what the definitions need; empty if none. */
  public List<Difference> check(Collection<TopicDefinition> definitions) {
    List<Difference> differences = new ArrayList<>();
    checkTransactions(differences);
    Map<String, TopicDescription> found = describe(definitions);
    List<TopicDefinition> existing = new ArrayList<>();
    for (TopicDefinition definition : definitions) {
      TopicDescription description = found.get(definition.name());
      if (description == null) {
        differences.add(new MissingTopic(definition.name(), definition.partitions()));
      } else {
        existing.add(definition);
        checkPartitions(definition, description.partitions().size(), differences);
      }
    }
    Map<ConfigResource, Config> settings = settings(existing);
    for (TopicDefinition definition : existing) {
      Config config = settings.get(resource(definition));
      if (config != null) {
        checkSettings(definition, config, differences);
      }
    }
    return List.copyOf(differences);
  }

  private void checkTransactions(List<Difference> differences) {
    FinalizedVersionRange range =
        await(admin.describeFeatures().featureMetadata())
            .finalizedFeatures()
            .get("transaction.version");
    int found = range == null ? 0 : range.maxVersionLevel();
    if (found < REQUIRED_TRANSACTION_VERSION) {
      differences.add(new TransactionVersionTooLow(found));
    }
  }

  private Map<String, TopicDescription> describe(Collection<TopicDefinition> definitions) {
    Map<String, TopicDescription> found = new HashMap<>();
    admin
        .describeTopics(definitions.stream().map(TopicDefinition::name).toList())
        .topicNameValues()
        .forEach((topic, future) -> {
          if (succeeds(UnknownTopicOrPartitionException.class, future)) {
            found.put(topic, await(future));
          }
        });
    return found;
  }

  private Map<ConfigResource, Config> settings(List<TopicDefinition> definitions) {
    return definitions.isEmpty()
        ? Map.of()
        : await(
            admin
                .describeConfigs(definitions.stream().map(TopicProvisioner::resource).toList())
                .all());
  }

  private static ConfigResource resource(TopicDefinition definition) {
    return new ConfigResource(ConfigResource.Type.TOPIC, definition.name());
  }

  private static void checkPartitions(
      TopicDefinition definition, int found, List<Difference> differences) {
    if (found != definition.partitions()) {
      differences.add(
          new PartitionsDiffer(
              definition.name(), definition.partitions(), found, definition.home()));
    }
  }

  private static void checkSettings(
      TopicDefinition definition, Config config, List<Difference> differences) {
    same(definition, config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, differences);
    same(definition, config, TopicConfig.CLEANUP_POLICY_CONFIG, differences);
    long size = number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (size < definition.maxMessageBytes()) {
      differences.add(
          new BelowMinimum(
              definition.name(),
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              definition.maxMessageBytes(),
              size));
    }
    if (definition.cleanup() == Cleanup.DELETE) {
      checkRetention(definition, config, differences);
    }
  }

  private static void checkRetention(
      TopicDefinition definition, Config config, List<Difference> differences) {
    long needed = TopicDefinition.millis(definition.minRetention());
    long found = number(config, TopicConfig.RETENTION_MS_CONFIG);
    if (found >= 0 && (needed < 0 || found < needed)) {
      differences.add(
          new BelowMinimum(definition.name(), TopicConfig.RETENTION_MS_CONFIG, needed, found));
    }
    long bytes = number(config, TopicConfig.RETENTION_BYTES_CONFIG);
    if (bytes >= 0) {
      differences.add(
          new BelowMinimum(definition.name(), TopicConfig.RETENTION_BYTES_CONFIG, -1, bytes));
    }
    long segment = number(config, TopicConfig.SEGMENT_MS_CONFIG);
    long atMost = definition.segment().toMillis();
    if (!definition.home() && segment > atMost) {
      differences.add(new SegmentTooLong(definition.name(), atMost, segment));
    }
  }

  private static void same(
      TopicDefinition definition, Config config, String setting, List<Difference> differences) {
    String needed = requireNonNull(definition.settings().get(setting));
    String found = config.get(setting).value();
    if (!needed.equals(found)) {
      differences.add(new SettingDiffers(definition.name(), setting, needed, found));
    }
  }

  private static long number(Config config, String setting) {
    return Long.parseLong(config.get(setting).value());
  }

  /** Waits for an answer; false if the broker answers with the expected error. */
  private static boolean succeeds(Class<? extends Exception> expected, KafkaFuture<?> future) {
    try {
      await(future);
      return true;
    } catch (KafkaException e) {
      if (expected.isInstance(e.getCause())) {
        return false;
      }
      throw e;
    }
  }

  private static <T extends @Nullable Object> T await(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("the brokers did not answer in " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
