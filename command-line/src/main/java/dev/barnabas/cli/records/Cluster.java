package dev.barnabas.cli.records;

import static java.util.Objects.requireNonNull;

import dev.barnabas.client.ClientSettings;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.RecordTypes;
import dev.barnabas.topics.RegistrySchemas;
import dev.barnabas.topics.SizeBudget;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import java.time.Duration;
import java.util.Map;

/**
 * A cluster that commands talk to.
 *
 * @param kafka how to reach Kafka
 * @param registryUrl the schema registry, Apicurio's own API
 * @param names the topics
 */
public record Cluster(KafkaSettings kafka, String registryUrl, TopicNames names) {
  /** Refuses null. */
  public Cluster {
    requireNonNull(kafka, "kafka");
    requireNonNull(registryUrl, "registryUrl");
    requireNonNull(names, "names");
  }

  /** A cluster with the default size budget. */
  public static Cluster of(
      String bootstrap, String registryUrl, TopicNames names, Map<String, String> properties) {
    return new Cluster(
        new KafkaSettings(bootstrap, properties, SizeBudget.ofDefaults().messageBytes()),
        registryUrl,
        names);
  }

  /**
   * The registry's schemas, those of our own records asked for.
   *
   * @throws dev.barnabas.topics.RegistryException if the registry does not answer or lacks them
   */
  public RegistrySchemas schemas() {
    RegistrySchemas schemas = RegistrySchemas.at(registryUrl, Map.of());
    schemas.warm(RecordTypes.schemas());
    return schemas;
  }

  /** Settings of a client of this cluster. */
  public ClientSettings client(String clientId, Duration readBackAfter) {
    return new ClientSettings(
        clientId,
        kafka,
        registryUrl,
        Map.of(),
        names,
        false,
        SizeBudget.ofDefaults().requestBytes(),
        readBackAfter,
        TopicPlan.DEFAULT_DEDUPE_WINDOW.multipliedBy(2),
        null);
  }

  /** The full name of a topic: {@code responses} is {@code inference.responses}. */
  public String topic(String shortOrFull) {
    String name = shortOrFull.equals("dead-letters") ? "dead-letter" : shortOrFull;
    return name.startsWith(names.prefix() + ".") ? name : names.prefix() + "." + name;
  }
}
