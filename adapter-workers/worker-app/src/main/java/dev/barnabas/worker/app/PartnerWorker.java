package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.configuration.Partner;
import dev.barnabas.schemas.BreakerState;
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
 * One partner in this process: its pool, adapter, breaker and rate limit. Settings may change while
 * it works: calls under way keep theirs. Thread-safe.
 */
final class PartnerWorker {
  private static final Logger log = LoggerFactory.getLogger(PartnerWorker.class);
  private static final Duration RESTART_LIMIT = Duration.ofSeconds(20);
  private static final Duration CLOSE_SLACK = Duration.ofMinutes(1);

  private final WorkerTools tools;
  private final PartnerAdapters adapters;
  private final Map<String, Object> consumer;
  private final PartnerMeters meters;
  private final RateGate rate;
  private final WorkItemHandler handler;
  private volatile PartnerSetup setup;
  private PartnerAdapters.Inputs inputs;
  private WorkerPool pool;
  private boolean restarting;
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
    this.rate = new RateGate(partner.rateLimit());
    this.setup = new PartnerSetup(partner, provider, breaker(partner), rate, meters);
    this.handler = new WorkItemHandler(partner.id(), tools, () -> setup);
    this.pool = pool(partner);
    meters.breaker(() -> setup.breaker().state());
  }

  /** Begins to work. */
  synchronized void start() {
    pool.start();
    announce(setup.partner().id(), setup.breaker().state());
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
    PartnerBreaker breaker =
        partner.breaker().equals(before.partner().breaker()) ? before.breaker() : breaker(partner);
    rate.change(partner.rateLimit());
    setup = new PartnerSetup(partner, provider, breaker, rate, meters);
    if (!next.equals(inputs)) {
      inputs = next;
      closeLater(before);
    }
    if (partner.maxConcurrency() != before.partner().maxConcurrency()) {
      restart();
    }
  }

  /** Starts another pool if there is none that works: it failed, or could not start. */
  synchronized void revive() {
    PoolPhase phase = pool.health().phase();
    boolean works = phase == PoolPhase.RUNNING || phase == PoolPhase.STOPPING;
    if (!stopped && !restarting && !works) {
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
    tools.publisher().announce(tools.names().breakers(), breakerKey(last.partner().id()), null);
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
            .withFairness(Fairness.defaults().withFlows(new WorkItemFlows(tools.schemas())));
    return new WorkerPool(settings, handler, tools.meters());
  }

  private void restart() {
    if (restarting || stopped) {
      return;
    }
    restarting = true;
    var _ = pool.stop(RESTART_LIMIT).whenComplete((outcome, failure) -> restarted());
  }

  private synchronized void restarted() {
    restarting = false;
    if (!stopped) {
      startAnother();
    }
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

  private PartnerBreaker breaker(Partner partner) {
    return new PartnerBreaker(
        partner.id(), partner.breaker(), tools.clock(), state -> changed(partner.id(), state));
  }

  private void changed(String partnerId, PartnerBreaker.State state) {
    log.atWarn()
        .addKeyValue("partner", partnerId)
        .addKeyValue("state", state)
        .log("circuit breaker changed");
    announce(partnerId, state);
  }

  private void announce(String partnerId, PartnerBreaker.State state) {
    tools
        .publisher()
        .announce(
            tools.names().breakers(),
            breakerKey(partnerId),
            BreakerState.newBuilder()
                .setPartnerId(partnerId)
                .setWorkerId(tools.records().workerId())
                .setState(state.name())
                .setChangedAt(tools.clock().instant())
                .build());
  }

  private String breakerKey(String partnerId) {
    return partnerId + "/" + tools.records().workerId();
  }
}
