package dev.barnabas.worker.app;

import dev.barnabas.adapter.AdapterCatalogue;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationWatcher;
import dev.barnabas.configuration.Secrets;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.HealthCheck;
import dev.barnabas.process.ProcessContext;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.topics.ConfigurationLog;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RegistrySchemas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: the fleet, the configuration on the log that it follows, and the local file that has the
 * keys. Until a configuration is on the log, the file's is in force.
 */
final class WorkerRun {
  private static final Logger log = LoggerFactory.getLogger(WorkerRun.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration CATCH_UP = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration WATCH = Duration.ofSeconds(2);
  private static final Duration REVIVE = Duration.ofSeconds(5);
  private static final Duration TEND = Duration.ofSeconds(1);

  private final ProcessContext context;
  private final WorkerSettings settings;
  private final Installation installation;
  private final InstantSource clock = InstantSource.system();
  private final CancelledAttempts cancelled = new CancelledAttempts(clock);
  private final ScheduledExecutorService timer = scheduler("call-timer");
  private final ScheduledExecutorService housekeeping = scheduler("housekeeping");
  private final AtomicReference<Secrets> ofFile;
  private final AtomicReference<Configuration> inForce;

  /** The file's keys for the configuration in force; kept, because it remembers the last ones. */
  private final AtomicReference<Secrets> secrets;

  private WorkerRun(ProcessContext context, WorkerSettings settings) {
    this.context = context;
    this.settings = settings;
    this.installation = settings.installation();
    this.ofFile = new AtomicReference<>(settings.loaded().secrets());
    this.secrets = new AtomicReference<>(settings.loaded().secrets());
    this.inForce = new AtomicReference<>(settings.loaded().configuration());
  }

  /**
   * Starts a run.
   *
   * @return why it could not start, one text per partner; empty if it did
   */
  static List<String> start(ProcessContext context, WorkerSettings settings) {
    return new WorkerRun(context, settings).start();
  }

  private List<String> start() {
    RegistrySchemas schemas = installation.schemas();
    RecordCodec codec = new RecordCodec(schemas);
    ConfigurationLog configurations =
        new ConfigurationLog(installation.kafka(), installation.names(), codec);
    configurations.active().ifPresent(this::takeOver);
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(installation.kafka().producer(WorkerProgram.NAME));
    context.stop().add("producer", () -> producer.close(CLOSE));
    context.stop().add("timers", this::stopTimers);
    AutoCloseable following =
        cancelled.follow(installation.kafka(), installation.names(), codec, CATCH_UP);
    context.stop().add("cancelled attempts", following::close);
    WorkerFleet fleet = fleet(tools(schemas, codec, RecordSink.of(producer)));
    List<String> problems = fleet.apply(inForce.get());
    context.stop().add("workers", () -> fleet.stop(STOP_LIMIT));
    if (problems.isEmpty()) {
      addHealth(fleet);
      follow(configurations, fleet);
      watch();
    }
    return problems;
  }

  private WorkerTools tools(RegistrySchemas schemas, RecordCodec codec, RecordSink sink) {
    Publisher publisher =
        new Publisher(
            sink,
            codec,
            installation.kafka().maxRequestBytes(),
            Sleeper.system(),
            context.telemetry().meters());
    return new WorkerTools(
        installation.names(),
        installation.plan().homePartitions(),
        installation.plan().workPartitions(),
        codec,
        schemas,
        publisher,
        new OutcomeRecords(settings.workerId()),
        new Alerts(publisher, installation.names(), clock),
        context.telemetry().meters(),
        context.telemetry().openTelemetry().getTracer("dev.barnabas.worker"),
        cancelled,
        clock,
        Sleeper.system(),
        () -> ThreadLocalRandom.current().nextLong(),
        () -> UUID.randomUUID().toString(),
        CallTimer.of(timer));
  }

  private WorkerFleet fleet(WorkerTools tools) {
    PartnerAdapters adapters = new PartnerAdapters(AdapterCatalogue.load(), secrets::get, clock);
    return new WorkerFleet(tools, adapters, installation.kafka(), settings::serves);
  }

  private void addHealth(WorkerFleet fleet) {
    context.health().addReady(new HealthCheck("pools", fleet::ready));
    context.health().addLive(new HealthCheck("pools", fleet::live));
    var _ =
        housekeeping.scheduleWithFixedDelay(
            fleet::revive, REVIVE.toMillis(), REVIVE.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        housekeeping.scheduleWithFixedDelay(
            fleet::tend, TEND.toMillis(), TEND.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void follow(ConfigurationLog configurations, WorkerFleet fleet) {
    AutoCloseable following =
        configurations.follow(activated -> {
          try {
            takeOver(activated);
            refused(fleet.apply(inForce.get()));
          } catch (RuntimeException e) {
            log.atError()
                .addKeyValue("version", activated.getVersion())
                .addKeyValue("error", e.getClass().getName())
                .log("a configuration on the log was not taken");
          }
        });
    context.stop().add("configuration follower", following::close);
  }

  /** The file's other content is broker-app's to activate; the keys are this process's own. */
  private void watch() {
    ConfigurationWatcher watcher =
        new ConfigurationWatcher(
            settings.file(),
            settings.reading(),
            settings.loaded(),
            loaded -> {
              ofFile.set(loaded.secrets());
              renewSecrets();
            });
    watcher.start(housekeeping, WATCH);
    context.stop().add("configuration watcher", watcher::close);
  }

  private static void refused(List<String> problems) {
    for (String problem : problems) {
      log.atError().addKeyValue("reason", problem).log("a partner's settings were not taken");
    }
  }

  private void takeOver(ConfigActivated activated) {
    inForce.set(Configuration.fromCanonicalJson(activated.getContent()));
    renewSecrets();
  }

  private synchronized void renewSecrets() {
    secrets.set(ofFile.get().forConfiguration(inForce.get()));
  }

  private void stopTimers() {
    timer.shutdownNow();
    housekeeping.shutdownNow();
  }

  private static ScheduledExecutorService scheduler(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }
}
