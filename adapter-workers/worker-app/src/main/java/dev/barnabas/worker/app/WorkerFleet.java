package dev.barnabas.worker.app;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Partner;
import dev.barnabas.process.HealthState;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.worker.pool.PoolHealth;
import dev.barnabas.worker.pool.PoolPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partners' workers in this process, as the configuration in force has them. A partner that
 * leaves the configuration keeps its worker until the process ends: what was dispatched to it is
 * drained. Thread-safe.
 */
final class WorkerFleet {
  private static final Logger log = LoggerFactory.getLogger(WorkerFleet.class);
  private static final Duration TURNS_WITHIN = Duration.ofSeconds(30);
  private static final Duration STUCK_AFTER = Duration.ofMinutes(5);
  private static final Duration STOP_SLACK = Duration.ofSeconds(2);

  private final WorkerTools tools;
  private final PartnerAdapters adapters;
  private final KafkaSettings kafka;
  private final Predicate<String> served;
  private final Map<String, PartnerWorker> workers = new TreeMap<>();
  private boolean stopped;

  /**
   * A fleet without workers.
   *
   * @param served whether this process works for a partner
   */
  WorkerFleet(
      WorkerTools tools, PartnerAdapters adapters, KafkaSettings kafka, Predicate<String> served) {
    this.tools = tools;
    this.adapters = adapters;
    this.kafka = kafka;
    this.served = served;
  }

  /**
   * Puts a configuration in force: new partners get a worker, others the changed settings.
   *
   * @return what could not be done, one text per partner; the rest was
   */
  synchronized List<String> apply(Configuration configuration) {
    List<String> problems = new ArrayList<>();
    if (stopped) {
      return problems;
    }
    int maxResponseBytes = (int) configuration.sizes().answer().bytes();
    for (Partner partner : configuration.partners()) {
      if (served.test(partner.id())) {
        apply(partner, maxResponseBytes, problems);
      }
    }
    for (String id : workers.keySet()) {
      if (configuration.partner(id).isEmpty()) {
        log.atInfo().addKeyValue("partner", id).log("a removed partner is drained");
      }
    }
    return problems;
  }

  private void apply(Partner partner, int maxResponseBytes, List<String> problems) {
    try {
      PartnerWorker worker = workers.get(partner.id());
      if (worker == null) {
        PartnerWorker added =
            new PartnerWorker(
                partner,
                maxResponseBytes,
                tools,
                adapters,
                kafka.groupConsumer("worker-" + partner.id(), group(partner.id())));
        added.start();
        workers.put(partner.id(), added);
        log.atInfo()
            .addKeyValue("partner", partner.id())
            .addKeyValue("adapter", partner.adapter())
            .log("a partner's worker started");
      } else {
        worker.change(partner, maxResponseBytes);
      }
    } catch (RuntimeException e) {
      problems.add("partners." + partner.id() + ": " + e.getMessage());
    }
  }

  /** The consumer group of a partner's workers. */
  private String group(String partnerId) {
    return tools.names().prefix() + ".worker." + partnerId;
  }

  /** Starts pools again that failed. */
  synchronized void revive() {
    workers.forEach((id, worker) -> {
      try {
        worker.revive();
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("pool", id)
            .addKeyValue("error", e.getClass().getName())
            .log("a pool cannot start");
      }
    });
  }

  /** Asks providers how they are where that is due, and says what stands. Never blocks. */
  synchronized void tend() {
    workers.forEach((id, worker) -> {
      try {
        worker.tend();
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("partner", id)
            .addKeyValue("error", e.getClass().getName())
            .log("a partner cannot be tended");
      }
    });
  }

  /** Whether every pool polls and records are taken. */
  HealthState ready() {
    String down =
        healths().entrySet().stream()
            .filter(entry ->
                entry.getValue().phase() != PoolPhase.RUNNING
                    || !entry.getValue().alive(TURNS_WITHIN))
            .map(entry -> entry.getKey() + " " + entry.getValue().phase())
            .collect(Collectors.joining(", "));
    if (!down.isEmpty()) {
      return new HealthState.Down(down);
    }
    return HealthState.of(!tools.publisher().isFailing(), "Kafka does not acknowledge outcomes");
  }

  /** Whether no poll loop hangs; one that failed is started again and needs no restart. */
  HealthState live() {
    String stuck =
        healths().entrySet().stream()
            .filter(entry ->
                entry.getValue().phase() == PoolPhase.RUNNING
                    && !entry.getValue().alive(STUCK_AFTER))
            .map(Entry::getKey)
            .collect(Collectors.joining(", "));
    return HealthState.of(stuck.isEmpty(), "poll loop hangs: " + stuck);
  }

  private synchronized Map<String, PoolHealth> healths() {
    Map<String, PoolHealth> healths = new TreeMap<>();
    workers.forEach((id, worker) -> healths.put(id, worker.health()));
    return healths;
  }

  /**
   * Stops every pool at once and waits: calls under way may end within the limit.
   *
   * @return whether every pool ended clean
   */
  boolean stop(Duration limit) {
    List<PartnerWorker> all;
    synchronized (this) {
      stopped = true;
      all = List.copyOf(workers.values());
    }
    List<CompletableFuture<Boolean>> ends =
        all.stream()
            .map(worker ->
                worker
                    .stop(limit)
                    .thenApply(outcome -> outcome.clean())
                    .toCompletableFuture()
                    .completeOnTimeout(
                        false, limit.plus(STOP_SLACK).toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    boolean clean = true;
    for (CompletableFuture<Boolean> end : ends) {
      clean &= ended(end);
    }
    all.forEach(PartnerWorker::close);
    log.atInfo().addKeyValue("clean", clean).log("workers stopped");
    return clean;
  }

  private static boolean ended(CompletableFuture<Boolean> end) {
    try {
      return end.join();
    } catch (CompletionException e) {
      return false;
    }
  }
}
