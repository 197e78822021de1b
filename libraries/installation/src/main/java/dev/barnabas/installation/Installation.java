package dev.barnabas.installation;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Partner;
import dev.barnabas.configuration.Secrets;
import dev.barnabas.process.ManagementSettings;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.Difference;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.RecordTypes;
import dev.barnabas.topics.RegistrySchemas;
import dev.barnabas.topics.SizeBudget;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicDefinition;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * One installation of Barnabas.
 *
 * @param names its topics' names
 * @param plan its topics' sizes
 * @param kafka how its clients are set up
 * @param registryUrl its schema registry
 * @param registryProperties further settings of the registry's client
 * @param replication copies of each topic
 */
public record Installation(
    TopicNames names,
    TopicPlan plan,
    KafkaSettings kafka,
    URI registryUrl,
    Map<String, String> registryProperties,
    int replication) {
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * The installation that a configuration describes.
   *
   * @param configuration validated
   * @param options addresses given on the command line win
   */
  public static Installation of(Configuration configuration, ProcessOptions options) {
    TopicPlan plan = plan(configuration);
    String bootstrap = options.bootstrap();
    URI registry = options.registry();
    return new Installation(
        new TopicNames(configuration.kafka().topicPrefix()),
        plan,
        new KafkaSettings(
            bootstrap == null ? configuration.kafka().bootstrap() : bootstrap,
            configuration.kafka().properties(),
            plan.sizes().messageBytes()),
        registry == null ? configuration.registry().url() : registry,
        configuration.registry().properties(),
        configuration.kafka().replication());
  }

  /** With the client properties that are secret, which no published configuration holds. */
  public Installation with(Secrets secrets) {
    return new Installation(
        names,
        plan,
        new KafkaSettings(kafka.bootstrap(), secrets.kafkaProperties(), kafka.maxRequestBytes()),
        registryUrl,
        secrets.registryProperties(),
        replication);
  }

  /** Every topic of the installation. */
  public List<TopicDefinition> topics() {
    return new TopicCatalogue(names).definitions(plan);
  }

  /** What the cluster's topics differ in from what is needed; empty where nothing does. */
  public List<String> differences(Admin admin) {
    return new TopicProvisioner(admin).check(topics()).stream().map(Difference::describe).toList();
  }

  /**
   * The registry's schemas, those of our own records asked for. Blocks; throws where it cannot be
   * asked.
   */
  public RegistrySchemas schemas() {
    RegistrySchemas schemas = RegistrySchemas.at(registryUrl.toString(), registryProperties);
    schemas.warm(RecordTypes.schemas());
    return schemas;
  }

  /** Where a process of this configuration serves health and metrics. */
  public static ManagementSettings management(Configuration configuration) {
    return new ManagementSettings(
        configuration.management().address(),
        configuration.managementPort(),
        configuration.gateway().metrics().endpoint());
  }

  private static TopicPlan plan(Configuration configuration) {
    Map<String, Duration> partners = new TreeMap<>();
    for (Partner partner : configuration.partners()) {
      Duration named = partner.retention();
      partners.put(partner.id(), named == null ? derived(configuration, partner) : named);
    }
    return new TopicPlan(
        configuration.kafka().partitions(),
        configuration.kafka().partitions(),
        partners,
        tenantTopics(configuration),
        configuration.dedupe().effectiveWindow(),
        new SizeBudget(
            (int) configuration.sizes().request().bytes(),
            (int) configuration.sizes().answer().bytes(),
            (int) configuration.sizes().restore().bytes()));
  }

  private static Duration derived(Configuration configuration, Partner partner) {
    Duration needed =
        configuration
            .deadlines()
            .max()
            .plus(configuration.deadlines().grace())
            .plus(partner.timeout());
    Duration hours = Duration.ofHours(needed.plus(HOUR).minusNanos(1).toHours());
    return hours.compareTo(TopicPlan.DEFAULT_WORK_RETENTION) > 0
        ? hours
        : TopicPlan.DEFAULT_WORK_RETENTION;
  }

  /** Whether tenants have request and response topics of their own. */
  public static boolean hasTenantTopics(Configuration configuration) {
    return !tenantTopics(configuration).isEmpty();
  }

  /** Tenants have topics of their own as soon as anybody has to prove who he is. */
  private static Set<String> tenantTopics(Configuration configuration) {
    var tenants = configuration.tenants();
    return switch (configuration.authentication().mode()) {
      case NONE -> Set.of();
      case SIGNED, TOPICS, SIGNED_AND_TOPICS -> tenants == null ? Set.of() : tenants.keySet();
    };
  }
}
