package dev.barnabas.metering.app;

import dev.barnabas.metering.topology.HeldBounds;
import dev.barnabas.metering.topology.MeteringSetup;
import dev.barnabas.metering.topology.MeteringTopology;
import dev.barnabas.metering.topology.SchemaLookups;
import dev.barnabas.metering.totals.MeteringPolicy;
import dev.barnabas.process.ExitCodes;
import dev.barnabas.process.HealthCheck;
import dev.barnabas.process.HealthState;
import dev.barnabas.process.OrderlyStop;
import dev.barnabas.process.ProcessContext;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SizeBudget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running topology with its health, its end and what happens when a stream thread dies. */
final class MeteringRun {

  private static final Logger log = LoggerFactory.getLogger(MeteringRun.class);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(15);

  /** One thread: a second one on two cores makes latency worse. */
  private static final int THREADS = 1;

  /**
   * Totals may lag, and a commit is the dearest thing this app does: between two of them, a busy
   * machine counted a handful of events at 100 ms.
   */
  private static final int COMMIT_INTERVAL_MS = 500;

  /** A commit writes an entry once, however often it changed: hot totals change with each event. */
  private static final long CACHE_BYTES = 32L * 1024 * 1024;

  private MeteringRun() {}

  static KafkaStreams start(ProcessContext context, MeteringSettings settings, SchemaIds schemas) {
    var lookups =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("schema-lookup").factory());
    var time = InstantSource.system();
    var setup =
        new MeteringSetup(
            settings.names(),
            settings.homePartitions(),
            new RecordCodec(schemas),
            new SchemaLookups(schemas, lookups, time),
            MeteringPolicy.ofDefaults(),
            settings.anomalies(),
            MeteringSetup.MOST_SUBJECTS,
            HeldBounds.ofDefaults(),
            settings.sizes().messageBytes() - SizeBudget.OVERHEAD_BYTES / 2,
            context.telemetry().meters());
    var properties = new Properties();
    properties.putAll(
        settings
            .kafka()
            .streams(settings.applicationId(), settings.stateDirectory().toString(), THREADS));
    var given = settings.kafka().properties();
    if (!given.containsKey(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)) {
      properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    }
    if (!given.containsKey(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG)) {
      properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    }
    var streams = new KafkaStreams(MeteringTopology.build(setup, properties), properties);
    var replacements = new ThreadReplacements();
    streams.setUncaughtExceptionHandler(
        thrown -> respond(replacements.decide(time.instant()), thrown, context.stop()));
    watch(context, streams);
    context.stop().add("schema-lookup", lookups::shutdownNow);
    context.stop().add("streams", () -> streams.close(CLOSE_BOUND));
    streams.start();
    return streams;
  }

  private static void watch(ProcessContext context, KafkaStreams streams) {
    context
        .health()
        .addLive(
            new HealthCheck(
                "streams",
                () -> HealthState.of(streams.state() != KafkaStreams.State.ERROR, "ERROR")));
    context
        .health()
        .addReady(
            new HealthCheck(
                "streams",
                () ->
                    HealthState.of(
                        streams.state().isRunningOrRebalancing(), streams.state().name())));
  }

  private static StreamThreadExceptionResponse respond(
      ReplacementDecision decision, Throwable thrown, OrderlyStop stop) {
    return switch (decision) {
      case REPLACE -> {
        log.atError().setCause(thrown).log("Stream thread died and is replaced");
        yield StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      case GIVE_UP -> {
        log.atError().setCause(thrown).log("Stream threads die too often; the process ends");
        // Not on the stream thread: the stop waits for it.
        Thread.ofPlatform().name("give-up").start(() -> stop.exit(ExitCodes.BUG));
        yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    };
  }
}
