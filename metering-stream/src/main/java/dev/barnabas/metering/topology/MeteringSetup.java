package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.anomalies.AnomalyPolicy;
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
 * @param anomalies what is looked for in counted events
 * @param mostSubjects how many subjects of anomalies a partition remembers
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
    AnomalyPolicy anomalies,
    int mostSubjects,
    HeldBounds heldBounds,
    int maxRecordBytes,
    MeterRegistry meters) {

  /**
   * How many subjects of anomalies a partition remembers where nothing is said: about 3 MB in
   * memory and on disk.
   */
  public static final int MOST_SUBJECTS = AnomalyMemory.MOST;

  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public MeteringSetup {
    requireNonNull(names, "names");
    requireNonNull(codec, "codec");
    requireNonNull(lookups, "lookups");
    requireNonNull(policy, "policy");
    requireNonNull(anomalies, "anomalies");
    requireNonNull(heldBounds, "heldBounds");
    requireNonNull(meters, "meters");
    if (homePartitions < 1 || maxRecordBytes < 1 || mostSubjects < 1) {
      throw new IllegalArgumentException(
          "homePartitions, maxRecordBytes and mostSubjects must be at least 1");
    }
  }
}
