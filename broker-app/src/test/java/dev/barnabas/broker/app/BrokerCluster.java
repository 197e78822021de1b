package dev.barnabas.broker.app;

import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.cluster.ShiftedClock;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.schemas.BreakerState;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.Usage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicProvisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A broker, a registry and broker-app, each a process of its own; tenant and worker are the test.
 */
final class BrokerCluster implements AutoCloseable {
  static final Duration BOUND = Duration.ofMinutes(2);
  private static final String CONFIGURATION =
      """
      kafka: {partitions: 2}
      authentication: none
      partners:
        - {id: alpha, adapter: simulated, endpoint: "http://127.0.0.1:1", models: {fast: alpha-1, both: alpha-1}}
        - {id: beta, adapter: simulated, endpoint: "http://127.0.0.1:1", models: {both: beta-1}}
        - id: omega
          adapter: simulated
          endpoint: "http://127.0.0.1:1"
          models: {deadly: omega-1}
          pii: {entities: [EMAIL], custom: [{name: DEADLY}]}
      routing:
        models:
          - {alias: both, primary: alpha, fallback_chain: [beta], max_output_tokens: 100, deadline: 5m}
          - {alias: fast, primary: alpha, fallback_chain: [], max_output_tokens: 100, deadline: 5m}
          - {alias: deadly, primary: omega, fallback_chain: [], max_output_tokens: 100, deadline: 5m}
      quotas:
        default: {tokens_per_month: 1000000}
      """;

  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final Installation installation;
  private final RecordCodec codec;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, TopicLog> logs = new ConcurrentHashMap<>();
  private ChildProcess broker;

  BrokerCluster(Path directory) throws IOException {
    this(directory, CONFIGURATION, null);
  }

  /**
   * With another configuration; two home partitions, no authentication.
   *
   * @param clock the file of a {@link ShiftedClock} that Kafka and broker-app go by, or null
   */
  BrokerCluster(Path directory, String yaml, @Nullable Path clock) throws IOException {
    LocalKafka plain = LocalKafka.in(directory.resolve("kafka"));
    kafka = clock == null ? plain : plain.under(clock);
    registry = LocalRegistry.inMemory(directory.resolve("registry"), FreePorts.random());
    kafka.start();
    registry.start();
    kafka.awaitReady(BOUND).orThrow();
    registry.awaitReady(BOUND).orThrow();
    Path file = Files.writeString(directory.resolve("barnabas.yaml"), yaml);
    Configuration configuration =
        ConfigurationLoader.parse(yaml, LoadContext.ofProcess().withoutKeys()).orElseThrow();
    installation =
        Installation.of(
            configuration,
            new ProcessOptions(file, kafka.bootstrapServers(), registry.url(), null));
    SchemaRegistrar.at(registry.url().toString(), Map.of())
        .register(installation.names(), installation.plan());
    try (Admin admin = Admin.create(installation.kafka().admin("test"))) {
      new TopicProvisioner(admin).create(installation.topics(), (short) 1);
    }
    codec = new RecordCodec(installation.schemas());
    producer = new KafkaProducer<>(installation.kafka().producer("test"));
    broker =
        ChildProcess.start(
            clock == null
                ? command(BrokerMain.class, directory, file)
                : command(ShiftedBrokerMain.class, directory, file)
                    .withEnvironment(ShiftedBrokerMain.CLOCK, clock.toString()));
    broker.awaitReady(BOUND).orThrow();
  }

  private ChildCommand command(Class<?> main, Path directory, Path file) {
    return ChildCommand.of("broker-app", main.getName(), directory.resolve("broker-app.log"))
        .withJvmOptions("-Xmx512m")
        .withArguments("--config", file.toString())
        .withArguments("--bootstrap", kafka.bootstrapServers())
        .withArguments("--registry", registry.url().toString())
        .withArguments("--management-port", "0")
        .withEnvironment("BARNABAS_STATE_DIR", directory.resolve("state").toString())
        .readyWhen(new Readiness.LogLine("READY broker-app"));
  }

  TopicNames names() {
    return installation.names();
  }

  int home(String tenant) {
    return HomePartition.of(tenant, installation.plan().homePartitions());
  }

  /** Ends broker-app by SIGKILL. */
  void kill() {
    broker.kill9();
  }

  /** Starts broker-app again, on its own state directory. */
  void restart() {
    broker = broker.restarted();
    broker.awaitReady(BOUND).orThrow();
  }

  /** Waits until broker-app has ended by itself. */
  void awaitEnd() {
    await().atMost(BOUND).until(() -> !broker.isAlive());
  }

  /** Starts broker-app again and waits until it has ended by itself. */
  void restartUntilItEnds() {
    broker = broker.restarted();
    awaitEnd();
  }

  /** Starts broker-app once more beside the one that runs, on the same state directory. */
  ChildProcess startSecond() {
    return ChildProcess.start(broker.command());
  }

  /** Starts another instance, with stores of its own and the same master key. */
  ChildProcess startBeside(Path directory) {
    Path key = Path.of(broker.command().environment().get("BARNABAS_STATE_DIR"), "broker.key");
    ChildProcess beside =
        ChildProcess.start(
            broker
                .command()
                .withEnvironment("BARNABAS_STATE_DIR", directory.resolve("state").toString())
                .withEnvironment("BARNABAS_KEY_FILE", key.toString()));
    beside.awaitReady(BOUND).orThrow();
    return beside;
  }

  /** The orderly end of broker-app, which is started again. */
  int stopAndRestart() {
    int code = broker.stop(Duration.ofSeconds(30));
    restart();
    return code;
  }

  static InferenceRequest.Builder request(String tenant, String id, String prompt) {
    return InferenceRequest.newBuilder()
        .setModelId("fast")
        .setPrompt(prompt)
        .setMetadata(RequestMetadata.newBuilder().setTenantId(tenant).setCorrelationId(id).build());
  }

  void submit(InferenceRequest.Builder request) {
    InferenceRequest record = request.build();
    String tenant = record.getMetadata().getTenantId();
    send(names().requests(), home(tenant), tenant, codec.encode(record));
  }

  /** Sends requests from several producers at once, and waits until all are acknowledged. */
  void submitTogether(List<InferenceRequest> requests, int producers) {
    try (ExecutorService threads = Executors.newFixedThreadPool(producers)) {
      for (int i = 0; i < producers; i++) {
        int mine = i;
        threads.execute(() -> {
          try (var own =
              new KafkaProducer<String, byte[]>(installation.kafka().producer("t" + mine))) {
            for (int r = mine; r < requests.size(); r += producers) {
              String tenant = requests.get(r).getMetadata().getTenantId();
              var _ =
                  own.send(
                      new ProducerRecord<>(
                          names().requests(), home(tenant), tenant, codec.encode(requests.get(r))));
            }
          }
        });
      }
    }
  }

  /** An attempt that its worker gave up after one failed call. */
  void failed(WorkItem item, String callId, String kind) {
    started(item, callId);
    outcome(
        item,
        CallEnded.newBuilder()
            .setAttemptId(item.getAttemptId())
            .setCallId(callId)
            .setHomePartition(item.getHomePartition())
            .setPartnerId(item.getPartnerId())
            .setOutcome(kind)
            .setStartedAt(Instant.now())
            .setEndedAt(Instant.now())
            .setWorkerId("test")
            .build());
    send(
        names().fallback(),
        item.getHomePartition(),
        "outcome",
        codec.encode(
            FailedAttempt.newBuilder()
                .setAttemptId(item.getAttemptId())
                .setHomePartition(item.getHomePartition())
                .setPartnerId(item.getPartnerId())
                .setKind(kind)
                .setCalls(1)
                .setFailedAt(Instant.now())
                .setWorkerId("test")
                .setDispatch(item.getDispatch())
                .build()));
  }

  void submitTo(int partition, InferenceRequest.Builder request) {
    send(names().requests(), partition, "anything", codec.encode(request.build()));
  }

  /** A worker says where a partner stands, and lives on. */
  void said(String partner, String state) {
    BreakerState word =
        BreakerState.newBuilder()
            .setPartnerId(partner)
            .setWorkerId("w")
            .setState(state)
            .setChangedAt(Instant.now())
            .setValidForMs(Duration.ofMinutes(10).toMillis())
            .build();
    var _ = send(names().breakers(), 0, partner + "/w", codec.encode(word));
  }

  RecordMetadata send(String topic, int partition, String key, byte[] value) {
    return send(new ProducerRecord<>(topic, partition, key, value));
  }

  /** A request whose sender says that it was created then, in milliseconds. */
  RecordMetadata submitCreatedAt(long created, InferenceRequest.Builder request) {
    InferenceRequest record = request.build();
    String tenant = record.getMetadata().getTenantId();
    return send(
        new CreatedRecord(names().requests(), home(tenant), created, tenant, codec.encode(record)));
  }

  /**
   * A transaction of a tenant's own, with one unreadable record among the requests, that nobody
   * commits.
   *
   * @param timeout what the tenant asks the broker for
   */
  AutoCloseableProducer openTransaction(String id, Duration timeout, String tenant) {
    Map<String, Object> settings =
        new HashMap<>(installation.kafka().transactionalProducer(id, id));
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) timeout.toMillis());
    KafkaProducer<String, byte[]> open = new KafkaProducer<>(settings);
    try {
      open.initTransactions();
      open.beginTransaction();
      var _ =
          open.send(new ProducerRecord<>(names().requests(), home(tenant), tenant, new byte[1]));
      open.flush();
      return () -> open.close(Duration.ZERO);
    } catch (KafkaException e) {
      open.close(Duration.ZERO);
      throw e;
    }
  }

  /** Closes without an exception to declare. */
  interface AutoCloseableProducer extends AutoCloseable {
    @Override
    void close();
  }

  private RecordMetadata send(ProducerRecord<String, byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot write to " + record.topic(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The one work item whose prompt holds that word. */
  WorkItem workOf(String word) {
    return await()
        .atMost(BOUND)
        .until(
            () ->
                read(names().work("alpha"), WorkItem.class).stream()
                    .filter(i -> i.getMessages().getFirst().getContent().contains(word))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  void started(WorkItem item, String callId) {
    outcome(
        item,
        new CallStarted(
            item.getAttemptId(),
            callId,
            item.getHomePartition(),
            item.getPartnerId(),
            0,
            Instant.now(),
            30_000L,
            "test"));
  }

  void answered(WorkItem item, String callId, String content) {
    answered(item, callId, content, 10, 20);
  }

  void answered(WorkItem item, String callId, String content, long input, long output) {
    outcome(
        item,
        CallEnded.newBuilder()
            .setAttemptId(item.getAttemptId())
            .setCallId(callId)
            .setHomePartition(item.getHomePartition())
            .setPartnerId(item.getPartnerId())
            .setOutcome("SUCCESS")
            .setContent(content)
            .setFinishReason("stop")
            .setUsage(Usage.newBuilder().setInputTokens(input).setOutputTokens(output).build())
            .setStartedAt(Instant.now())
            .setEndedAt(Instant.now())
            .setWorkerId("test")
            .build());
  }

  private void outcome(WorkItem item, SpecificRecord record) {
    send(names().outcomes(), item.getHomePartition(), "outcome", codec.encode(record));
  }

  List<InferenceResponse> responses(String tenant) {
    return read(names().responses(), InferenceResponse.class).stream()
        .filter(r -> r.getTenantId().equals(tenant))
        .toList();
  }

  List<UsageEvent> usage(String tenant) {
    return read(names().metering(), UsageEvent.class).stream()
        .filter(e -> e.getTenantId().equals(tenant))
        .toList();
  }

  /** What a tenant was answered, once there are that many answers. */
  List<InferenceResponse> awaitResponses(String tenant, int count) {
    return await().atMost(BOUND).until(() -> responses(tenant), all -> all.size() >= count);
  }

  <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    List<T> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(topic)) {
      if (codec.decode(record.value(), type) instanceof Parsed.Read<T>(T read)) {
        records.add(read);
      }
    }
    return records;
  }

  /** What a reader of committed records sees of a topic now. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return logs.computeIfAbsent(
            topic, name -> new TopicLog(name, installation.kafka().reader("test")))
        .untilNow();
  }

  void cancel(String tenant, String id) {
    send(
        names().control(),
        home(tenant),
        tenant,
        codec.encode(
            CancelRequest.newBuilder()
                .setMetadata(
                    RequestMetadata.newBuilder().setTenantId(tenant).setCorrelationId(id).build())
                .build()));
  }

  @Override
  public void close() {
    logs.values().forEach(TopicLog::close);
    broker.close();
    producer.close(Duration.ofSeconds(5));
    registry.close();
    kafka.close();
  }
}
