package dev.barnabas.metering.app;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.configuration.Sizes;
import dev.barnabas.metering.anomalies.AnomalyPolicy;
import dev.barnabas.metering.topology.MeteringTopology;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.SizeBudget;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicDefinition;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What metering-stream takes from options, environment and configuration, in that order.
 *
 * @param kafka settings of Kafka's clients
 * @param names the topics' names
 * @param homePartitions partitions of the metering topic
 * @param sizes the size budget
 * @param registryUrl the schema registry
 * @param registryProperties its client's properties
 * @param stateDirectory where state lies
 * @param applicationId the group; another one counts everything again
 * @param anomalies what is looked for in counted events
 */
record MeteringSettings(
    KafkaSettings kafka,
    TopicNames names,
    int homePartitions,
    SizeBudget sizes,
    String registryUrl,
    Map<String, String> registryProperties,
    Path stateDirectory,
    String applicationId,
    AnomalyPolicy anomalies) {

  static final String STATE_DIRECTORY = "BARNABAS_STATE_DIR";
  static final String APPLICATION_ID = "BARNABAS_METERING_APPLICATION_ID";

  private static final String DEFAULT_STATE_DIRECTORY = "data/state";

  MeteringSettings {
    requireNonNull(kafka, "kafka");
    requireNonNull(names, "names");
    requireNonNull(sizes, "sizes");
    requireNonNull(registryUrl, "registryUrl");
    registryProperties = Map.copyOf(registryProperties);
    requireNonNull(stateDirectory, "stateDirectory");
    requireNonNull(applicationId, "applicationId");
    requireNonNull(anomalies, "anomalies");
  }

  static MeteringSettings of(
      LoadOutcome.Loaded loaded, ProcessOptions options, Map<String, String> environment) {
    var configuration = loaded.configuration();
    var kafka = configuration.kafka();
    var sizes = sizes(configuration.sizes());
    return new MeteringSettings(
        new KafkaSettings(
            requireNonNullElse(options.bootstrap(), kafka.bootstrap()),
            loaded.secrets().kafkaProperties(),
            sizes.messageBytes()),
        new TopicNames(kafka.topicPrefix()),
        kafka.partitions(),
        sizes,
        requireNonNullElse(options.registry(), configuration.registry().url()).toString(),
        loaded.secrets().registryProperties(),
        Path.of(environment.getOrDefault(STATE_DIRECTORY, DEFAULT_STATE_DIRECTORY)),
        environment.getOrDefault(APPLICATION_ID, MeteringTopology.APPLICATION_ID),
        AnomalySettings.policy(configuration));
  }

  /** The topics that metering-stream reads and writes. */
  List<TopicDefinition> topics() {
    var plan =
        new TopicPlan(
            homePartitions,
            homePartitions,
            Map.of(),
            Set.of(),
            TopicPlan.DEFAULT_DEDUPE_WINDOW,
            sizes);
    var wanted = Set.of(names.metering(), names.usageTotals(), names.alerts(), names.deadLetter());
    return new TopicCatalogue(names)
        .definitions(plan).stream().filter(topic -> wanted.contains(topic.name())).toList();
  }

  private static SizeBudget sizes(Sizes sizes) {
    return new SizeBudget(
        Math.toIntExact(sizes.request().bytes()),
        Math.toIntExact(sizes.answer().bytes()),
        Math.toIntExact(sizes.restore().bytes()));
  }
}
