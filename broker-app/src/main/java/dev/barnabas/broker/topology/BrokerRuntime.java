package dev.barnabas.broker.topology;

import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.admission.OpenPartners;
import dev.barnabas.broker.admission.Redacting;
import dev.barnabas.broker.admission.Seal;
import dev.barnabas.broker.completion.Contract;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.PartitionMeta;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.topics.DeadLetters;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.TopicNames;
import io.opentelemetry.api.trace.Tracer;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What all partitions of a process share. Any thread.
 *
 * @param names the topics
 * @param partitions the number of home partitions
 * @param tenantTopics whether each tenant has a response topic of its own
 * @param codec bytes to records and back
 * @param schemas the schemas known here
 * @param lookups finds the others, off-thread
 * @param keys keyed hashes
 * @param seal seals content
 * @param redacting redacts
 * @param contract checks answers
 * @param routable whether a partner's work topic was seen to exist and be writable
 * @param answerable whether a tenant's responses can be written
 * @param keySets the keys that signatures are checked with
 * @param unfinished remembers records that end threads or processes
 * @param compiler an activated configuration as policies
 * @param initial the configuration in force when the process started
 * @param clock the wall clock
 * @param maxRecordBytes the largest value a topic takes
 * @param meters what is counted
 * @param tracer where spans go
 */
public record BrokerRuntime(
    TopicNames names,
    int partitions,
    boolean tenantTopics,
    RecordCodec codec,
    SchemaIds schemas,
    SchemaLookups lookups,
    TenantKeys keys,
    Seal seal,
    Redacting redacting,
    Contract contract,
    Predicate<String> routable,
    Predicate<String> answerable,
    KeySets keySets,
    UnfinishedRecords unfinished,
    Function<ConfigActivated, Policies> compiler,
    Supplier<ConfigActivated> initial,
    InstantSource clock,
    int maxRecordBytes,
    BrokerMeters meters,
    Tracer tracer) {
  private static final DeadLetters DEAD_LETTERS = new DeadLetters("broker-app");

  DeadLetters deadLetters() {
    return DEAD_LETTERS;
  }

  /** Under which name a partition counts its usage events: another one if its state began anew. */
  String writerId(int partition, PartitionMeta meta) {
    var since = meta.since();
    var home = "broker-app/" + partition;
    return since == null ? home : home + "/" + since.toEpochMilli();
  }

  String responseTopic(String tenantId) {
    return tenantTopics ? names.responses(tenantId) : names.responses();
  }

  Deciders deciders(Policies policies, OpenPartners open) {
    return Deciders.under(
        new DecisionContext(policies, keys, seal, redacting, routable, open), contract);
  }
}
