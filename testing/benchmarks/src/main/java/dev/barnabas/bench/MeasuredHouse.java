package dev.barnabas.bench;

import dev.barnabas.cli.local.LocalInstallation;
import dev.barnabas.cli.local.LocalPorts;
import dev.barnabas.cli.local.LocalSettings;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.ClientSettings;
import dev.barnabas.installation.Installation;
import dev.barnabas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Every process of {@code ./barnabas up} on free ports, one partner that the workers simulate, and
 * one client. One thread.
 */
final class MeasuredHouse implements AutoCloseable {
  /** The route of the measured requests. */
  static final String ROUTE = "measured";

  /** A read-back would be load of the measuring client's own. */
  private static final Duration NO_READ_BACK = Duration.ofMinutes(10);

  private final LocalInstallation installation;
  private final BarnabasClient client;

  private MeasuredHouse(LocalInstallation installation) {
    this.installation = installation;
    this.client =
        BarnabasClient.connect(
            ClientSettings.of(installation.bootstrap(), installation.registryUrl().toString())
                .withReadBackAfter(NO_READ_BACK));
  }

  /**
   * Starts it.
   *
   * @param data where everything is kept
   * @param configuration the text of the configuration, which has {@link #ROUTE}
   */
  static MeasuredHouse start(Path data, String configuration) throws IOException {
    Files.createDirectories(data);
    Path file = Files.writeString(data.resolve("barnabas.yaml"), configuration);
    LocalSettings settings =
        new LocalSettings(
            file, data, LocalPorts.free(), false, false, List.of("-Xmx512m", "-XX:+UseSerialGC"));
    LocalInstallation installation =
        LocalInstallation.start(
            settings, settings.load().orElseThrow(), (what, took) -> System.err.println(what));
    try {
      return new MeasuredHouse(installation);
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  /**
   * One partner that the workers simulate.
   *
   * @param model the simulated model, which says how long an answer takes
   */
  static String configuration(StreamsSettings streams, String model) {
    String properties =
        streams.properties().entrySet().stream()
            .map(entry -> "%s: \"%s\"".formatted(entry.getKey(), entry.getValue()))
            .sorted()
            .collect(Collectors.joining(", "));
    return """
    kafka:
      properties: {%s}
    partners:
      - {id: in-process, adapter: simulated, max_concurrency: 256, models: {measured: %s}}
    routing:
      models:
        - {alias: measured, primary: in-process, cost_per_token: 0.000001}
    quotas:
      default: {tokens_per_month: 1000000000, requests_per_minute: 1000000}
    prices:
      - {partner: in-process, model: %s, input: 0.10, output: 0.40}
    """
        .formatted(properties, model, model);
  }

  /** How many partitions a topic has. */
  int partitions(Function<TopicNames, String> topic) throws InterruptedException {
    Installation said = installation.installation();
    String name = topic.apply(said.names());
    try (Admin admin = Admin.create(said.kafka().admin("measurement"))) {
      return admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + name, e);
    }
  }

  BarnabasClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    installation.close();
  }
}
