package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.PoolTestBed.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ten pools join and ten leave, every other one like a killed process, while work arrives. A
 * dispatcher stands behind them that sends again what is handed back, under a new number. By
 * default as quickly as the group lets them; {@code barnabas.storm.seconds} spreads it over so
 * many.
 */
class StormIT {

  private static final Logger log = LoggerFactory.getLogger(StormIT.class);
  private static final int SECONDS = Integer.getInteger("barnabas.storm.seconds", 0);
  private static final int ROUNDS = 10;
  private static final int PARTITIONS = 4;
  private static PoolCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new PoolCluster();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @ParameterizedTest(name = "KIP-848: {0}")
  @ValueSource(booleans = {false, true})
  void losesNothingAndCallsNothingTwiceWithoutAWordWhileTenPoolsJoinAndTenLeave(
      boolean consumerProtocol) throws Exception {
    try (PoolTestBed bed =
            new PoolTestBed(cluster, "work-" + UUID.randomUUID(), PARTITIONS, consumerProtocol);
        Producer<byte[], byte[]> producer = cluster.producer();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(4)) {
      Dispatcher dispatcher = new Dispatcher(producer, bed.topic(), clock);
      PoolSettings settings = bed.settings();
      PoolSettings quick =
          settings
              .withTimes(settings.times().withDrain(Duration.ofMillis(300)))
              .withLimits(PoolLimits.defaults().withMaxInFlight(64));
      ScheduledFuture<?> load =
          clock.scheduleAtFixedRate(() -> dispatcher.write(20), 0, 200, TimeUnit.MILLISECONDS);
      storm(bed, quick, dispatcher, clock);
      load.cancel(false);
      bed.start(quick, dispatcher);

      // What the load left behind on a busy machine takes longer than other tests wait.
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(() -> assertThat(dispatcher.unfinished()).isEmpty());
      assertThat(dispatcher.notSent).isEmpty();
      dispatcher.assertEveryRepeatHasAWord();
      assertThat(dispatcher.words).as("killed pools leave something behind").isNotEmpty();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        assertThat(cluster.commits(bed.group(), bed.topic(), partition)).isSorted();
      }
      log.atInfo()
          .addKeyValue("kip848", consumerProtocol)
          .addKeyValue("seconds", SECONDS)
          .addKeyValue("requests", dispatcher.requests.get())
          .addKeyValue("calls", dispatcher.calls.size())
          .addKeyValue("handedBack", dispatcher.words.size())
          .addKeyValue("calledTwiceWithAWord", dispatcher.repeated())
          .log("storm");
    }
  }

  /** Each pool that joins has worked before the oldest leaves. */
  private static void storm(
      PoolTestBed bed, PoolSettings settings, Dispatcher dispatcher, ScheduledExecutorService clock)
      throws Exception {
    Deque<WorkerPool> running = new ArrayDeque<>();
    List<CompletionStage<StopOutcome>> ends = new ArrayList<>();
    long pause = SECONDS * 1_000L / ROUNDS;
    for (int round = 0; round < ROUNDS; round++) {
      ScheduledFuture<?> slot = clock.schedule(() -> {}, pause, TimeUnit.MILLISECONDS);
      Worker worker = new Worker(dispatcher);
      running.addLast(bed.start(settings, worker));
      eventually(() -> assertThat(worker.worked).isTrue());
      if (round > 0) {
        WorkerPool leaving = running.removeFirst();
        ends.add(round % 2 == 0 ? leaving.halt() : leaving.stop(Duration.ofMillis(300)));
      }
      slot.get();
    }
    ends.add(running.removeFirst().halt());
    ends.forEach(PoolTestBed::end);
  }

  /** One pool's part of the work. */
  private static final class Worker implements WorkHandler {

    private final Dispatcher dispatcher;
    private volatile boolean worked;

    Worker(Dispatcher dispatcher) {
      this.dispatcher = dispatcher;
    }

    @Override
    public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
      worked = true;
      return dispatcher.handle(record, gate);
    }

    @Override
    public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
      worked = true;
      return dispatcher.handBack(record, reason);
    }
  }

  /**
   * Writes requests as {@code request#0}; when one is handed back, writes {@code request#1}, and so
   * on: that is its word. Works on them too, on behalf of every pool.
   */
  private static final class Dispatcher implements WorkHandler {

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final ScheduledExecutorService clock;
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> notSent = new ConcurrentLinkedQueue<>();
    private final Set<String> words = ConcurrentHashMap.newKeySet();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

    Dispatcher(Producer<byte[], byte[]> producer, String topic, ScheduledExecutorService clock) {
      this.producer = producer;
      this.topic = topic;
      this.clock = clock;
    }

    void write(int count) {
      for (int index = 0; index < count; index++) {
        String request = "r" + requests.getAndIncrement();
        unfinished.add(request);
        send(request + "#0");
      }
    }

    Set<String> unfinished() {
      return unfinished;
    }

    long repeated() {
      return calls.stream().filter(call -> !call.endsWith("#0")).count();
    }

    void assertEveryRepeatHasAWord() {
      Map<String, Integer> times = new HashMap<>();
      calls.forEach(call -> times.merge(call, 1, Integer::sum));
      assertThat(times).allSatisfy((call, count) -> assertThat(count).as(call).isEqualTo(1));
      assertThat(times.keySet())
          .filteredOn(call -> !call.endsWith("#0"))
          .allSatisfy(call -> assertThat(words).contains(before(call)));
    }

    @Override
    public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
      String value = LedgerHandler.value(record);
      if (gate.tryStart() == StartDecision.WITHDRAWN) {
        return CompletableFuture.completedStage(null);
      }
      calls.add(value);
      // 20 to 400 ms, and two seconds for every fiftieth.
      int seed = Math.floorMod(value.hashCode(), 1_000);
      int millis = seed % 50 == 0 ? 2_000 : 20 + seed * 380 / 1_000;
      CompletableFuture<Void> call = new CompletableFuture<>();
      ScheduledFuture<?> _ =
          clock.schedule(() -> call.complete(null), millis, TimeUnit.MILLISECONDS);
      return call.thenRun(() -> {
        finished.add(value);
        unfinished.remove(request(value));
      });
    }

    @Override
    public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
      assertThat(reason).isEqualTo(HandbackReason.REDELIVERED);
      String value = LedgerHandler.value(record);
      // Twice handed back is sent again once.
      if (words.add(value) && !finished.contains(value)) {
        int number = Integer.parseInt(value.substring(value.indexOf('#') + 1));
        send(request(value) + "#" + (number + 1));
      }
      return CompletableFuture.completedStage(null);
    }

    private void send(String value) {
      int partition = Math.floorMod(request(value).hashCode(), PARTITIONS);
      var _ =
          producer.send(
              new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8)),
              (metadata, failure) -> {
                if (failure != null) {
                  notSent.add(value + ": " + failure);
                }
              });
    }

    private static String request(String value) {
      return value.substring(0, value.indexOf('#'));
    }

    private static String before(String value) {
      int number = Integer.parseInt(value.substring(value.indexOf('#') + 1));
      return request(value) + "#" + (number - 1);
    }
  }
}
