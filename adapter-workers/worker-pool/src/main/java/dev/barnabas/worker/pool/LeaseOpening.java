package dev.barnabas.worker.pool;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a lease for each newly assigned partition: reads what was committed for it, before anything
 * of it is fetched. While the broker does not answer, the partitions stay paused and it is tried
 * again.
 */
final class LeaseOpening {

  private static final Logger log = LoggerFactory.getLogger(LeaseOpening.class);

  private final Consumer<byte[], byte[]> consumer;
  private final LeaseTable leases;
  private final PoolSettings settings;
  private final Standing standing;
  private final PoolMeters meters;
  private final Function<WorkRecord, Flow> flows;

  LeaseOpening(
      Consumer<byte[], byte[]> consumer,
      LeaseTable leases,
      PoolSettings settings,
      Standing standing,
      PoolMeters meters) {
    this.consumer = consumer;
    this.leases = leases;
    this.settings = settings;
    this.standing = standing;
    this.meters = meters;
    this.flows = flowOrCommon(settings.fairness().flows());
  }

  /** Opens what was assigned and is not open yet. */
  void open() {
    Set<TopicPartition> unopened = leases.unopened();
    if (unopened.isEmpty()) {
      return;
    }
    try {
      open(unopened);
    } catch (RetriableException unavailable) {
      log.atWarn()
          .addKeyValue("partitions", unopened)
          .addKeyValue("error", unavailable.getClass().getName())
          .log("committed offsets cannot be read yet");
    }
  }

  private void open(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(partitions, settings.times().brokerTimeout());
    Map<TopicPartition, Long> ends = endsOfForeign(partitions, committed);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      Inheritance inheritance =
          offset == null
              ? Inheritance.none()
              : Inheritance.of(offset.offset(), decode(offset), ends.getOrDefault(partition, 0L));
      if (offset != null) {
        consumer.seek(partition, offset);
      }
      note(partition, inheritance);
      leases.open(
          new Lease(
              partition, inheritance, settings.limits().startStep(), flows, standing::allowsStart));
    }
  }

  private Map<TopicPartition, Long> endsOfForeign(
      Set<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed) {
    Set<TopicPartition> foreign = new HashSet<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      if (offset != null && decode(offset) instanceof DecodedProgress.Foreign) {
        foreign.add(partition);
      }
    }
    return foreign.isEmpty()
        ? Map.of()
        : consumer.endOffsets(foreign, settings.times().brokerTimeout());
  }

  private void note(TopicPartition partition, Inheritance inheritance) {
    String foreign = inheritance.foreign();
    if (foreign != null) {
      meters.foreignMetadata();
      log.atWarn()
          .addKeyValue("partition", partition)
          .addKeyValue("offset", inheritance.base())
          .addKeyValue("handedBackBelow", inheritance.startLimit())
          .addKeyValue("reason", foreign)
          .log("offset metadata cannot be used: what may have started is handed back");
    } else {
      log.atInfo()
          .addKeyValue("partition", partition)
          .addKeyValue("offset", inheritance.base())
          .addKeyValue("startLimit", inheritance.startLimit())
          .addKeyValue("clean", inheritance.open() != null)
          .log("partition leased");
    }
  }

  /** What the caller's function names; what it throws must not stop the poll thread. */
  private static Function<WorkRecord, Flow> flowOrCommon(Function<WorkRecord, Flow> named) {
    return record -> {
      try {
        return requireNonNull(named.apply(record), "flow");
      } catch (RuntimeException bug) {
        log.atError()
            .addKeyValue("record", record)
            .addKeyValue("error", bug.getClass().getName())
            .addKeyValue("at", Failures.frames(bug))
            .log("the flow of a record is not known");
        return Flow.COMMON;
      }
    };
  }

  private static DecodedProgress decode(OffsetAndMetadata offset) {
    return ProgressCodec.decode(offset.offset(), offset.metadata());
  }
}
