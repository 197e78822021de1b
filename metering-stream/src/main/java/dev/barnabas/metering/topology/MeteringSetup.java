package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.totals.MeteringPolicy;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the topology needs.
 *
 * @param names how the topics are called
 * @param homePartitions partitions of the metering topic
 * @param codec reads and writes values
 * @param lookups finds schemas in the background
 * @param policy what counts, and how long ids are remembered
 * @param heldBounds how much may wait for a schema
 * @param maxRecordBytes largest key and value together that topics and changelogs take
 * @param meters where to count
 */
public record MeteringSetup(
    TopicNames names,
    int homePartitions,
    RecordCodec codec,
    SchemaLookups lookups,
    MeteringPolicy policy,
    HeldBounds heldBounds,
    int maxRecordBytes,
    MeterRegistry meters) {

  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public MeteringSetup {
    requireNonNull(names, "names");
    requireNonNull(codec, "codec");
    requireNonNull(lookups, "lookups");
    requireNonNull(policy, "policy");
    requireNonNull(heldBounds, "heldBounds");
    requireNonNull(meters, "meters");
    if (homePartitions < 1 || maxRecordBytes < 1) {
      throw new IllegalArgumentException("homePartitions and maxRecordBytes must be at least 1");
    }
  }
}
