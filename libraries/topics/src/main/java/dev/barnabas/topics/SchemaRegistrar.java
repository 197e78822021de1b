package dev.barnabas.topics;

import dev.barnabas.topics.RegistryClients.CallFailed;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeFactory;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.rest.client.models.CreateRule;
import io.apicurio.registry.rest.client.models.RuleType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Registers the schemas by command, because the applications never do. Registering again changes
 * nothing.
 *
 * <p>Each schema is stored under the names by which clients look for it: its full name (the subject
 * of Confluent's RecordNameStrategy), namespace and name (Apicurio's RecordIdStrategy), topic and
 * name in the namespace's group (TopicRecordIdStrategy) and, for a topic with one record, {@code
 * <topic>-value} (the default of both). The text is the same everywhere, so is the id.
 */
public final class SchemaRegistrar {
  /** For one call; the first makes a cold registry create its tables, on a machine that is busy. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String url;
  private final RegistryClientFacade registry;

  private SchemaRegistrar(String url, Map<String, ?> properties) {
    this.url = url;
    this.registry =
        RegistryClientFacadeFactory.create(
            new SchemaResolverConfig(RegistryClients.settings(url, properties)));
  }

  /** Registers in the registry at an address; see {@link RegistrySchemas#at(String, Map)}. */
  public static SchemaRegistrar at(String url, Map<String, ?> properties) {
    return new SchemaRegistrar(url, properties);
  }

  /**
   * Registers every schema of the project for an installation's topics.
   *
   * @return how many names the schemas are now known by
   * @throws RegistryException if the registry does not answer or refuses a schema
   */
  public int register(TopicNames names, TopicPlan plan) {
    int registered = 0;
    for (Schema schema : RecordTypes.schemas()) {
      register(null, schema.getFullName(), schema);
      register(schema.getNamespace(), schema.getName(), schema);
      registered += 2;
    }
    for (Map.Entry<String, List<Schema>> topic : RecordTypes.byTopic(names, plan).entrySet()) {
      registered += register(topic.getKey(), topic.getValue());
    }
    requireFullCompatibility(RecordTypes.schemas().getFirst().getNamespace());
    return registered;
  }

  private int register(String topic, List<Schema> schemas) {
    for (Schema schema : schemas) {
      register(schema.getNamespace(), topic + "-" + schema.getName(), schema);
    }
    if (schemas.size() > 1) {
      return schemas.size();
    }
    register(null, topic + "-value", schemas.getFirst());
    return 2;
  }

  void register(@Nullable String group, String artifact, Schema schema) {
    call(
        "refuses " + artifact,
        () ->
            registry.createSchema(
                "AVRO",
                group == null ? "default" : group,
                artifact,
                null,
                "FIND_OR_CREATE_VERSION",
                false,
                schema.toString(),
                Set.of()));
  }

  /** New versions in the group must read old records and be read by old readers. */
  private void requireFullCompatibility(String group) {
    CreateRule rule = new CreateRule();
    rule.setRuleType(RuleType.COMPATIBILITY);
    rule.setConfig("FULL_TRANSITIVE");
    RegistryClient client = (RegistryClient) registry.getClient();
    call(
        "refuses the compatibility rule of " + group,
        () -> {
          client.groups().byGroupId(group).rules().post(rule);
          return true;
        });
  }

  private void call(String what, Supplier<?> call) {
    try {
      RegistryClients.within(LIMIT, call);
    } catch (CallFailed e) {
      if (!e.isConflict()) {
        throw new RegistryException(
            "the schema registry at " + url + " " + what + ": " + e.kind(), e);
      }
    }
  }
}
