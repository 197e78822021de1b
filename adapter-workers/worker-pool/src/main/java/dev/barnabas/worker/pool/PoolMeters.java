package dev.barnabas.worker.pool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of a pool; each carries the tag {@link #TAG_POOL}. */
public final class PoolMeters {

  /** Gauge: records whose handler runs. */
  public static final String IN_FLIGHT = "worker.pool.in.flight";

  /** Gauge: records fetched and not yet started. */
  public static final String QUEUED = "worker.pool.queued";

  /** Gauge: partitions owned. */
  public static final String PARTITIONS = "worker.pool.partitions";

  /** Gauge: partitions not fetched because of back-pressure. */
  public static final String PARTITIONS_PAUSED = "worker.pool.partitions.paused";

  /** Gauge: the fullest partition's span of unfinished work, as a share of the window. */
  public static final String WINDOW_FILL = "worker.pool.window.fill";

  /** Counter: records given to the handler. */
  public static final String STARTED = "worker.pool.started";

  /** Counter: records whose work finished and counts for the commit. */
  public static final String FINISHED = "worker.pool.finished";

  /** Counter: records whose work finished after their partition had gone to another worker. */
  public static final String FINISHED_LATE = "worker.pool.finished.late";

  /** Counter: records that left with their partition before their work started. */
  public static final String WITHDRAWN = "worker.pool.withdrawn";

  /** Counter, by {@link #TAG_REASON}: records handed back. */
  public static final String HANDED_BACK = "worker.pool.handed.back";

  /** Counter: handlers that threw or whose stage failed. */
  public static final String BUGS = "worker.pool.bugs";

  /** Counter, by {@link #TAG_RESULT}: offset commits. */
  public static final String COMMITS = "worker.pool.commits";

  /** Counter: partitions whose committed metadata could not be used. */
  public static final String FOREIGN_METADATA = "worker.pool.metadata.foreign";

  /** Timer: how long revoked partitions took to drain. */
  public static final String DRAIN = "worker.pool.drain";

  /** Tag: the pool's name. */
  public static final String TAG_POOL = "pool";

  /** Tag: why a record was handed back. */
  public static final String TAG_REASON = "reason";

  /** Tag: {@code acknowledged} or {@code failed}. */
  public static final String TAG_RESULT = "result";

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> registered = new ArrayList<>();
  private final Map<HandbackReason, Counter> handedBack = new EnumMap<>(HandbackReason.class);
  private final Counter started;
  private final Counter finished;
  private final Counter finishedLate;
  private final Counter withdrawn;
  private final Counter bugs;
  private final Counter commitsAcknowledged;
  private final Counter commitsFailed;
  private final Counter foreignMetadata;
  private final Timer drain;

  PoolMeters(MeterRegistry registry, String poolName, Supplier<PoolHealth> health) {
    this.registry = registry;
    this.tags = Tags.of(TAG_POOL, poolName);
    this.started = counter(STARTED, Tags.empty());
    this.finished = counter(FINISHED, Tags.empty());
    this.finishedLate = counter(FINISHED_LATE, Tags.empty());
    this.withdrawn = counter(WITHDRAWN, Tags.empty());
    this.bugs = counter(BUGS, Tags.empty());
    this.commitsAcknowledged = counter(COMMITS, Tags.of(TAG_RESULT, "acknowledged"));
    this.commitsFailed = counter(COMMITS, Tags.of(TAG_RESULT, "failed"));
    this.foreignMetadata = counter(FOREIGN_METADATA, Tags.empty());
    for (HandbackReason reason : HandbackReason.values()) {
      handedBack.put(reason, counter(HANDED_BACK, Tags.of(TAG_REASON, reason.name())));
    }
    this.drain = Timer.builder(DRAIN).tags(tags).register(registry);
    registered.add(drain);
    gauge(IN_FLIGHT, health, PoolHealth::inFlight);
    gauge(QUEUED, health, PoolHealth::queued);
    gauge(PARTITIONS, health, PoolHealth::partitions);
    gauge(PARTITIONS_PAUSED, health, PoolHealth::pausedPartitions);
    gauge(WINDOW_FILL, health, PoolHealth::windowFill);
  }

  void started() {
    started.increment();
  }

  void finished() {
    finished.increment();
  }

  void finishedLate() {
    finishedLate.increment();
  }

  void withdrawn() {
    withdrawn.increment();
  }

  void bug() {
    bugs.increment();
  }

  void handedBack(HandbackReason reason) {
    Counter counter = handedBack.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  void commit(boolean acknowledged) {
    (acknowledged ? commitsAcknowledged : commitsFailed).increment();
  }

  void foreignMetadata() {
    foreignMetadata.increment();
  }

  void drained(Duration took) {
    drain.record(took);
  }

  /** Takes the meters out of the registry: a later pool of the same name brings its own. */
  void close() {
    registered.forEach(registry::remove);
  }

  private Counter counter(String name, Tags more) {
    Counter counter = Counter.builder(name).tags(tags.and(more)).register(registry);
    registered.add(counter);
    return counter;
  }

  private void gauge(String name, Supplier<PoolHealth> health, ToDoubleFunction<PoolHealth> value) {
    registered.add(
        Gauge.builder(name, () -> value.applyAsDouble(health.get())).tags(tags).register(registry));
  }
}
