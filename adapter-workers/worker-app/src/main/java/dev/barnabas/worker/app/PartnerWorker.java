package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.configuration.Partner;
import dev.barnabas.worker.pool.Fairness;
import dev.barnabas.worker.pool.PoolHealth;
import dev.barnabas.worker.pool.PoolLimits;
import dev.barnabas.worker.pool.PoolPhase;
import dev.barnabas.worker.pool.PoolSettings;
import dev.barnabas.worker.pool.PoolTopic;
import dev.barnabas.worker.pool.StopOutcome;
import dev.barnabas.worker.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partner in this process: its pool, its adapter and what stands before it. Settings may change
 * while it works: calls under way keep theirs. Thread-safe.
 */
final class PartnerWorker {
  private static final Logger log = LoggerFactory.getLogger(PartnerWorker.class);

  /** A partner's work is on one topic for each lane. */
  private static final int LANES = 2;

  private static final Duration CLOSE_SLACK = Duration.ofMinutes(1);

  private final WorkerTools tools;
  private final PartnerAdapters adapters;
  private final Map<String, Object> consumer;
  private final PartnerMeters meters;
  private final PartnerTending tending;
  private final WorkItemHandler handler;
  private volatile PartnerSetup setup;
  private volatile PartnerAdapters.Inputs inputs;
  private volatile WorkerPool pool;
  private boolean stopped;

  /**
   * A worker that is not started yet.
   *
   * @param consumer properties of the pool's consumer, its group included
   * @throws IllegalArgumentException if the partner's adapter cannot be created
   */
  PartnerWorker(
      Partner partner,
      int maxResponseBytes,
      WorkerTools tools,
      PartnerAdapters adapters,
      Map<String, Object> consumer) {
    this.tools = requireNonNull(tools, "tools");
    this.adapters = requireNonNull(adapters, "adapters");
    this.consumer = Map.copyOf(consumer);
    this.inputs = PartnerAdapters.Inputs.of(partner, maxResponseBytes);
    ModelAdapter provider = adapters.create(inputs);
    this.meters = new PartnerMeters(tools.meters(), partner.id());
    this.tending =
        new PartnerTending(partner, tools, meters, this::share, () -> adapters.keyHash(inputs));
    this.setup = new PartnerSetup(partner, provider, tending.gates(), meters);
    this.handler = new WorkItemHandler(partner.id(), tools, () -> setup);
    this.pool = pool(partner);
    meters.breaker(() -> setup.gates().standing().breaker().state());
    meters.gates(() -> setup.gates(), this::share, tools.clock());
  }

  /** Begins to work. */
  synchronized void start() {
    pool.start();
  }

  /** Asks the provider how it is where that is due, and says what stands. Never blocks. */
  void tend() {
    tending.tend(setup);
  }

  /** The part of the partner's limits that is this instance's: that of the partitions it holds. */
  private Share share() {
    return new Share(pool.health().partitions(), LANES * tools.workPartitions());
  }

  /**
   * Puts other settings of the same partner in force.
   *
   * @throws IllegalArgumentException if its adapter cannot be created; the old settings stay
   */
  synchronized void change(Partner partner, int maxResponseBytes) {
    PartnerSetup before = setup;
    PartnerAdapters.Inputs next = PartnerAdapters.Inputs.of(partner, maxResponseBytes);
    ModelAdapter provider = next.equals(inputs) ? before.provider() : adapters.create(next);
    PartnerGates gates = tending.changed(before, partner);
    setup = new PartnerSetup(partner, provider, gates, meters);
    if (!next.equals(inputs)) {
      inputs = next;
      closeLater(before);
    }
    pool.permits(partner.maxConcurrency());
  }

  /** Starts another pool if there is none that works: it failed, or could not start. */
  synchronized void revive() {
    PoolPhase phase = pool.health().phase();
    boolean works = phase == PoolPhase.RUNNING || phase == PoolPhase.STOPPING;
    if (!stopped && !works) {
      log.atWarn().addKeyValue("pool", setup.partner().id()).log("a failed pool is started again");
      startAnother();
    }
  }

  /** Stops in order, see {@link WorkerPool#stop}. */
  synchronized CompletionStage<StopOutcome> stop(Duration limit) {
    stopped = true;
    return pool.stop(limit);
  }

  /** Frees the adapter, and takes back what this process said of the breaker. */
  void close() {
    PartnerSetup last = setup;
    last.provider().close();
    tending.close();
  }

  synchronized PoolHealth health() {
    return pool.health();
  }

  private WorkerPool pool(Partner partner) {
    String id = partner.id();
    PoolSettings settings =
        PoolSettings.of(
                id,
                (String) requireNonNull(consumer.get("group.id"), "group.id"),
                List.of(
                    PoolTopic.realtime(tools.names().work(id)),
                    PoolTopic.bulk(tools.names().workBulk(id))),
                consumer)
            .withLimits(PoolLimits.defaults().withMaxInFlight(partner.maxConcurrency()))
            .withFairness(
                new Fairness(
                    new WorkItemFlows(tools.schemas()), partner.lanes().guaranteedPercent()));
    return new WorkerPool(settings, handler, tools.meters());
  }

  private void startAnother() {
    pool = pool(setup.partner());
    pool.start();
  }

  private void closeLater(PartnerSetup before) {
    Runnable _ =
        tools
            .timer()
            .after(before.partner().timeout().plus(CLOSE_SLACK), () -> before.provider().close());
  }
}
