package dev.barnabas.broker.app;

import dev.barnabas.broker.admission.Redacting;
import dev.barnabas.broker.completion.Contract;
import dev.barnabas.broker.policy.ConfiguredPolicies;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.policy.RedactionPolicies;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.broker.topology.BrokerMeters;
import dev.barnabas.broker.topology.BrokerRuntime;
import dev.barnabas.broker.topology.BrokerTopology;
import dev.barnabas.broker.topology.SchemaLookups;
import dev.barnabas.configuration.Authentication;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationWatcher;
import dev.barnabas.configuration.Dedupe;
import dev.barnabas.configuration.Partner;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ExitCodes;
import dev.barnabas.process.HealthCheck;
import dev.barnabas.process.HealthState;
import dev.barnabas.process.ProcessContext;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.topics.ConfigurationLog;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RegistrySchemas;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TaskMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: the configuration put in force, the topology started, the ticker and the watchers beside
 * it.
 */
final class BrokerRun {
  private static final Logger log = LoggerFactory.getLogger(BrokerRun.class);
  private static final String APPLICATION = "broker-app";
  private static final Duration CLOSE = Duration.ofSeconds(15);
  private static final Duration WATCH = Duration.ofSeconds(2);

  /** A copy of each partition's state on another instance, if there is one. */
  private static final int STANDBYS = 1;

  private final ProcessContext context;
  private final BrokerSettings settings;
  private final Installation installation;
  private final InstantSource clock;
  private final TenantKeys keys;
  private final RegistrySchemas schemas;
  private final RecordCodec codec;
  private final ConfigurationLog configurations;
  private final RedactionEngine engine = RedactionEngine.create();
  private final RedactionPolicies redactionPolicies;
  private final AtomicReference<Configuration> newest;
  private final ConfiguredKeySets keySets;

  private BrokerRun(ProcessContext context, BrokerSettings settings) {
    this.context = context;
    this.settings = settings;
    this.clock = settings.clock();
    this.installation = settings.installation();
    this.keys = new TenantKeys(settings.masterKey());
    this.schemas = installation.schemas();
    this.codec = new RecordCodec(schemas);
    this.configurations = new ConfigurationLog(installation.kafka(), installation.names(), codec);
    this.redactionPolicies = new RedactionPolicies(engine.compiler(keys.derive("redaction", "")));
    this.newest = new AtomicReference<>(settings.configuration());
    this.keySets = new ConfiguredKeySets(settings.file().toAbsolutePath().getParent(), clock);
  }

  static void start(ProcessContext context, BrokerSettings settings) throws IOException {
    new BrokerRun(context, settings).start();
  }

  private void start() throws IOException {
    say(settings.configuration().dedupe());
    ConfigActivated initial = activate(settings.configuration());
    Admin admin = Admin.create(installation.kafka().admin(APPLICATION + "-topics"));
    context.stop().add("admin", admin::close);
    WorkTopics workTopics =
        new WorkTopics(
            admin,
            installation.names(),
            () -> newest.get().partners().stream().map(Partner::id).toList(),
            this::tenantsWithTopics);
    workTopics.start();
    context.stop().add("work topics", workTopics::close);
    keySets.start(this::refreshed);
    context.stop().add("key sets", keySets::close);
    KafkaStreams streams = streams(runtime(initial, workTopics));
    Ticker ticker = ticker(streams);
    watch(workTopics);
    context.stop().add("streams", () -> streams.close(CLOSE));
    context.stop().add("ticker", ticker::close);
    context
        .health()
        .addReady(
            new HealthCheck(
                "streams",
                () ->
                    HealthState.of(
                        streams.state() == KafkaStreams.State.RUNNING, streams.state().name())));
    context.health().addReady(new HealthCheck("key set", this::keysHealth));
    context
        .health()
        .addLive(
            new HealthCheck(
                "streams", () -> HealthState.of(!failed(streams.state()), streams.state().name())));
    streams.start();
    ticker.start();
  }

  /** What a restart after a crash will have to read, at the rate that is expected. */
  private static void say(Dedupe dedupe) {
    log.atInfo()
        .addKeyValue("requests_per_second", dedupe.expectedRequestsPerSecond())
        .addKeyValue("window", dedupe.effectiveWindow())
        .addKeyValue("requests", dedupe.expectedRequests())
        .addKeyValue("bytes", dedupe.expectedBytes())
        .addKeyValue("restore", dedupe.expectedRestore())
        .addKeyValue("restore_budget", dedupe.restoreBudget())
        .log("expected to remember");
  }

  private ConfiguredKeySets.Refreshed refreshed() {
    Authentication authentication = newest.get().authentication();
    return new ConfiguredKeySets.Refreshed(
        authentication.mode().signed() ? authentication.jwks() : null, authentication.refresh());
  }

  private HealthState keysHealth() {
    boolean usable =
        keySets.usable(refreshed().location(), newest.get().authentication().maxStale());
    return HealthState.of(usable, usable ? "usable" : "not read for too long");
  }

  private Collection<String> tenantsWithTopics() {
    var tenants = newest.get().tenants();
    return tenantTopics() && tenants != null ? tenants.keySet() : Set.of();
  }

  private boolean tenantTopics() {
    return !installation.plan().tenants().isEmpty();
  }

  private static boolean failed(KafkaStreams.State state) {
    return state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR;
  }

  private BrokerRuntime runtime(ConfigActivated initial, WorkTopics workTopics) throws IOException {
    return new BrokerRuntime(
        installation.names(),
        installation.plan().homePartitions(),
        tenantTopics(),
        codec,
        schemas,
        new SchemaLookups(schemas, Executors.newVirtualThreadPerTaskExecutor()),
        keys,
        new BoxedSeal(settings.contentKeys()),
        new Redacting(engine),
        new Contract(),
        workTopics::routable,
        tenant -> !tenantTopics() || workTopics.answerable(tenant),
        keySets,
        UnfinishedRecordsFile.at(
            settings.stateDirectory().resolve("unfinished-records"),
            installation.plan().homePartitions()),
        this::compile,
        () -> initial,
        clock,
        installation.kafka().maxRequestBytes() - 1024,
        new BrokerMeters(context.telemetry().meters()),
        context.telemetry().openTelemetry().getTracer("dev.barnabas.broker"));
  }

  private KafkaStreams streams(BrokerRuntime runtime) {
    Map<String, Object> properties =
        installation
            .kafka()
            .streams(
                installation.names().prefix() + "-" + APPLICATION,
                settings.stateDirectory().resolve("streams").toString(),
                1);
    java.util.Properties all = new java.util.Properties();
    if (!settings.reading().underUp()) {
      all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, STANDBYS);
    }
    all.putAll(properties);
    KafkaStreams streams = new KafkaStreams(BrokerTopology.build(runtime, properties, true), all);
    streams.setUncaughtExceptionHandler(
        new ThreadFailures(
            clock,
            () -> Thread.ofPlatform().start(() -> context.stop().exit(ExitCodes.UNAVAILABLE))));
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(context.telemetry().meters());
    context.stop().add("streams metrics", metrics::close);
    return streams;
  }

  private Ticker ticker(KafkaStreams streams) {
    return new Ticker(
        new KafkaProducer<>(installation.kafka().producer(APPLICATION + "-ticker")),
        installation.names(),
        codec,
        () -> owned(streams),
        clock,
        context.name());
  }

  private static Set<Integer> owned(KafkaStreams streams) {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .map(TaskMetadata::taskId)
        .map(id -> id.partition())
        .collect(Collectors.toSet());
  }

  private void watch(WorkTopics workTopics) {
    ConfigurationWatcher watcher =
        new ConfigurationWatcher(
            settings.file(),
            settings.reading(),
            settings.loaded(),
            loaded -> {
              var _ = activate(loaded.configuration());
              newest.set(loaded.configuration());
              workTopics.lookSoon();
            });
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("configuration-watcher").factory());
    watcher.start(executor, WATCH);
    context.stop().add("configuration watcher", executor::shutdownNow);
  }

  /** Compiles before it activates: a configuration that cannot be used never reaches the log. */
  private ConfigActivated activate(Configuration configuration) {
    requireSameTopics(configuration);
    var _ = new ConfiguredPolicies(0, configuration, redactionPolicies);
    return configurations.activate(
        configuration.canonicalJson(),
        configuration.sha256(),
        context.name(),
        installation.plan().homePartitions(),
        next -> keys.controlProof(next.getVersion(), next.getSha256()),
        clock.instant());
  }

  /** The proof covers the hash, so the hash must be the content's. */
  private Policies compile(ConfigActivated activated) {
    Configuration configuration = Configuration.fromCanonicalJson(activated.getContent());
    if (!configuration.sha256().equals(activated.getSha256())) {
      throw new IllegalArgumentException("the content does not have the hash it is proven by");
    }
    requireSameTopics(configuration);
    return new ConfiguredPolicies(activated.getVersion(), configuration, redactionPolicies);
  }

  /** Where requests are read and responses written is fixed while the topology runs. */
  private void requireSameTopics(Configuration configuration) {
    if (Installation.hasTenantTopics(configuration) != tenantTopics()) {
      throw new IllegalArgumentException(
          "authentication.mode and tenants: whether tenants have topics of their own cannot change"
              + " while broker-app runs; stop all instances, then start them");
    }
  }
}
