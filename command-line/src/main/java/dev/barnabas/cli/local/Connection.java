package dev.barnabas.cli.local;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.topics.TopicNames;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which cluster a command talks to: the options, else the environment, else a running {@code up}.
 */
public final class Connection {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka (or BARNABAS_BOOTSTRAP, or what `up` runs).")
  private @Nullable String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry (or BARNABAS_REGISTRY, or what `up` runs).")
  private @Nullable String registry;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "First part of every topic's name (or BARNABAS_TOPIC_PREFIX; inference).")
  private @Nullable String prefix;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further client properties, such as TLS and SASL.")
  private @Nullable Path properties;

  /**
   * The cluster.
   *
   * @throws CommandException if nothing names one
   */
  public Cluster cluster() {
    return cluster(System.getenv(), RunningInstallation.read(Home.state()));
  }

  Cluster cluster(Map<String, String> environment, Optional<RunningInstallation> running) {
    String kafka = first(bootstrap, environment.get("BARNABAS_BOOTSTRAP"));
    String schemas = first(registry, environment.get("BARNABAS_REGISTRY"));
    String topics = first(prefix, environment.get("BARNABAS_TOPIC_PREFIX"));
    if (running.isPresent() && kafka == null) {
      kafka = running.get().bootstrap();
      schemas = first(schemas, running.get().registry());
      topics = first(topics, running.get().topicPrefix());
    }
    if (kafka == null || schemas == null) {
      throw CommandException.unavailable(
          "no cluster: start `./barnabas up`, or give --bootstrap and --registry, or set"
              + " BARNABAS_BOOTSTRAP and BARNABAS_REGISTRY");
    }
    return Cluster.of(
        kafka,
        schemas,
        topics == null ? TopicNames.ofDefaults() : new TopicNames(topics),
        properties == null ? Map.of() : read(properties));
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null || one.isBlank() ? other : one;
  }

  private static Map<String, String> read(Path file) {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    Map<String, String> all = new HashMap<>();
    read.stringPropertyNames().forEach(name -> all.put(name, read.getProperty(name)));
    return all;
  }
}
