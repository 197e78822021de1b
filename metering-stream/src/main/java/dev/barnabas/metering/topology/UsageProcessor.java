package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands records and timers of one partition to its {@link UsageTask}. */
final class UsageProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

  /** How often held records are offered again. */
  static final Duration OFFER_EVERY = Duration.ofMillis(500);

  /** How often ids are forgotten. */
  static final Duration FORGET_EVERY = Duration.ofMillis(100);

  /** How often changed totals are written to their topic. */
  static final Duration WRITE_EVERY = Duration.ofMillis(200);

  private final MeteringSetup setup;
  private final MeteringMeters meters;
  private @Nullable UsageTask task;

  UsageProcessor(MeteringSetup setup, MeteringMeters meters) {
    this.setup = setup;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    var started = new UsageTask(setup, meters, context);
    context.schedule(OFFER_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> started.offerHeldAgain());
    context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> started.forgetIds());
    context.schedule(WRITE_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> started.writeTotals());
    task = started;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    requireNonNull(task, "init comes first").process(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
    }
  }
}
