package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.metering.topology.MeteringEffect.Count;
import dev.barnabas.metering.topology.MeteringEffect.Hold;
import dev.barnabas.metering.topology.MeteringEffect.Ignore;
import dev.barnabas.metering.topology.MeteringEffect.Reject;
import dev.barnabas.metering.totals.Memory;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one partition: decides about the whole record first, then writes stores and forwards.
 * Used by the stream thread only.
 */
final class UsageTask {

  /**
   * A firing of a timer does at most so many entries, so that it stays far below a transaction's
   * time.
   */
  static final int MOST_PER_FIRING = 500;

  /** No more totals wait than this, whatever the timer does. */
  private static final int MOST_UNWRITTEN = 5_000;

  private static final Logger log = LoggerFactory.getLogger(UsageTask.class);

  private final MeteringSetup setup;
  private final MeteringMeters meters;
  private final ProcessorContext<byte[], Outgoing> context;
  private final UsageStage stage;
  private final MeteringStores stores;
  private final HeldRecords held;
  private final UnwrittenTotals unwritten;
  private final AnomalyTask anomalies;
  private final int partition;

  UsageTask(
      MeteringSetup setup, MeteringMeters meters, ProcessorContext<byte[], Outgoing> context) {
    this.setup = setup;
    this.meters = meters;
    this.context = context;
    this.stage = new UsageStage(setup);
    this.stores = new MeteringStores(context);
    this.held = new HeldRecords(context, setup.heldBounds());
    this.unwritten = new UnwrittenTotals(context);
    this.anomalies = new AnomalyTask(setup, meters, context);
    this.partition = context.taskId().partition();
    meters.heldChanged(held.size());
  }

  void process(Record<byte[], byte[]> record) {
    var incoming = IncomingRecord.of(record, context.recordMetadata().orElseThrow());
    apply(stage.decide(incoming, stores, now()), incoming);
  }

  /** Looks again at records whose schema may have been found, or found not to exist. */
  void offerHeldAgain() {
    for (var waiting : held.next(MOST_PER_FIRING)) {
      switch (setup.lookups().knowledgeOf(waiting.schemaId())) {
        case WAITING -> {}
        case FOUND -> {
          release(waiting);
          apply(stage.decide(waiting.record(), stores, now()), waiting.record());
        }
        case NOT_FOUND -> {
          release(waiting);
          reject(waiting.record(), DeadLetterReason.SCHEMA_NOT_FOUND);
        }
      }
    }
  }

  /** Writes totals that changed since they were last written. */
  void writeTotals() {
    for (var key : unwritten.take(MOST_PER_FIRING)) {
      var output = new Outgoing(stage.output(key, stores.totalsOf(key)), partition);
      long time = Math.max(0, context.currentStreamTimeMs());
      context.forward(
          new Record<>(key.getBytes(UTF_8), output, time), MeteringTopology.USAGE_TOTALS);
    }
  }

  /** Forgets ids whose time has come by the log's own clock. */
  void forgetIds() {
    long streamTime = context.currentStreamTimeMs();
    if (streamTime > 0) {
      stores.forget(streamTime, MOST_PER_FIRING);
    }
  }

  void close() {
    meters.heldChanged(-held.size());
    anomalies.close();
  }

  private void apply(MeteringEffect effect, IncomingRecord record) {
    switch (effect) {
      case Count count -> {
        stores.apply(count);
        count.writes().forEach(write -> unwritten.add(write.key()));
        if (unwritten.size() > MOST_UNWRITTEN) {
          writeTotals();
        }
        counted(count.memory(), record);
        var observation = count.observation();
        if (observation != null) {
          anomalies.observe(observation, record.source(), now());
        }
      }
      case Ignore _ -> meters.duplicate();
      case Hold(HeldState state) -> hold(state);
      case Reject rejection -> write(rejection);
    }
  }

  private void counted(Memory memory, IncomingRecord record) {
    meters.counted();
    if (memory instanceof Memory.Numbered(String writerId, var _, long skipped) && skipped > 0) {
      meters.skipped(skipped);
      log.atWarn()
          .addKeyValue("partition", record.source().partition())
          .addKeyValue("offset", record.source().offset())
          .addKeyValue("writerId", writerId)
          .addKeyValue("missing", skipped)
          .log("Usage events of a writer are missing before this one; they count if they come");
    }
  }

  private void hold(HeldState state) {
    byte[] bytes = state.encode();
    if (!held.hasRoomFor(bytes) || bytes.length > setup.maxRecordBytes()) {
      reject(state.record(), DeadLetterReason.SCHEMA_UNAVAILABLE);
      return;
    }
    held.add(state.record().source().offset(), bytes);
    meters.heldChanged(1);
    meters.held();
    // Asks for the schema at once; the timer acts on the answer.
    setup.lookups().knowledgeOf(state.schemaId());
  }

  private void release(HeldState state) {
    held.remove(state.record().source().offset());
    meters.heldChanged(-1);
  }

  private void reject(IncomingRecord record, DeadLetterReason reason) {
    write(stage.reject(record, reason, null, null, now()));
  }

  private void write(Reject rejection) {
    var source = rejection.record().source();
    log.atWarn()
        .addKeyValue("topic", source.topic())
        .addKeyValue("partition", source.partition())
        .addKeyValue("offset", source.offset())
        .addKeyValue("reasonCode", rejection.reason())
        .log("Usage event could not be counted and went to the dead letters");
    forward(
        rejection.record().key(),
        rejection.letter(),
        rejection.record(),
        MeteringTopology.DEAD_LETTERS);
    meters.rejected(rejection.reason());
  }

  private void forward(byte @Nullable [] key, byte[] value, IncomingRecord record, String sink) {
    var source = record.source();
    var outgoing = new Outgoing(value, source.partition());
    context.forward(new Record<>(key, outgoing, source.appendedAt().toEpochMilli()), sink);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
