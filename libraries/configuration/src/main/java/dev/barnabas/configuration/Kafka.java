package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.util.Map;

/** The cluster and the topics on it. */
public record Kafka(
    @Key(
            about = "Brokers to ask first, `host:port` separated by commas.",
            fallback = "localhost:9092")
        String bootstrap,
    @Key(
            about =
                "Client properties, passed on as they are. Passwords, tokens and JAAS configurations are secrets: give them as `${NAME}`; they are never published.",
            raw = true)
        Map<String, String> properties,
    @Key(about = "Names and template of the secret properties.", hidden = true, raw = true)
        Map<String, String> secretProperties,
    @Key(
            about = "First part of every topic name; dots and hyphens, no underscores.",
            fallback = "inference",
            aliases = "prefix",
            pattern = "[A-Za-z0-9][A-Za-z0-9.-]{0,99}")
        String topicPrefix,
    @Key(
            about =
                "Partitions of every topic and changelog a tenant's requests meet in. Fixed when the topics are first created.",
            fallback = "4",
            min = "1",
            max = "1024")
        int partitions,
    @Key(
            about = "Replicas of every topic; under `up` there is one broker and 1 is used.",
            fallback = "3",
            min = "1",
            max = "15")
        int replication,
    @Key(about = "How long records are kept.") TopicRetention retention) {

  public Kafka {
    properties = Copies.sorted(properties);
    secretProperties = Copies.sorted(secretProperties);
    Constraints.require(
        Kafka.class,
        bootstrap,
        properties,
        secretProperties,
        topicPrefix,
        partitions,
        replication,
        retention);
  }
}
