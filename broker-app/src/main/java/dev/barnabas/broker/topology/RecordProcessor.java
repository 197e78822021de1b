package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.topics.SourceCoordinates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The edge of one input topic: gives its records to the partition they were read in. */
final class RecordProcessor implements Processor<byte[], byte[], OutKey, byte[]> {
  private static final Duration PUNCTUATION = Duration.ofMillis(20);
  private static final Duration COMMIT_CHECK = CommitPace.LOOKS;

  private final InputKind kind;
  private final Partitions partitions;
  private @Nullable ProcessorContext<OutKey, byte[]> context;
  private @Nullable Partition partition;

  RecordProcessor(InputKind kind, Partitions partitions) {
    this.kind = kind;
    this.partitions = partitions;
  }

  @Override
  public void init(ProcessorContext<OutKey, byte[]> initialised) {
    context = initialised;
    Partition mine = partitions.of(initialised);
    partition = mine;
    if (kind == InputKind.OUTCOMES) {
      initialised.schedule(
          PUNCTUATION,
          PunctuationType.WALL_CLOCK_TIME,
          _ ->
              mine.punctuate(out -> {
                initialised.forward(out);
                Instant now = partitions.now();
                mine.commitPace().processed(now, now);
              }));
      initialised.schedule(
          COMMIT_CHECK,
          PunctuationType.WALL_CLOCK_TIME,
          _ -> askToCommit(initialised, mine.commitPace(), partitions.now()));
    }
  }

  private static void askToCommit(
      ProcessorContext<OutKey, byte[]> of, CommitPace pace, Instant now) {
    if (pace.asks(now)) {
      of.commit();
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (context == null || partition == null) {
      throw new IllegalStateException("a record came before the processor was initialised");
    }
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Coordinates read =
        new Coordinates(
            at.topic(), at.partition(), at.offset(), Instant.ofEpochMilli(record.timestamp()));
    Optional<SourceCoordinates> origin =
        kind == InputKind.MISPLACED
            ? partitions.origin(record.headers(), record.value())
            : Optional.empty();
    InputKind carried = origin.map(o -> partitions.kindOf(o.topic())).orElse(kind);
    partition.take(
        new RawRecord(carried, read, origin, record.key(), record.value(), record.headers()),
        context::forward);
    CommitPace pace = partition.commitPace();
    Instant now = partitions.now();
    pace.processed(read.appendedAt(), now);
    askToCommit(context, pace, now);
  }

  @Override
  public void close() {
    if (context != null) {
      partitions.closed(context);
    }
  }
}
