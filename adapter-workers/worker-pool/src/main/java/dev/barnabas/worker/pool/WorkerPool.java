package dev.barnabas.worker.pool;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics as a member of a consumer group and gives each record to a {@link WorkHandler}, many
 * at a time and in any order, so that one slow record holds up no other.
 *
 * <p>Guarantees, also under {@code kill -9}: every record is finished, or given to the next owner
 * of its partition; none is worked on twice, because what may have started and is not known to be
 * finished is handed back. A record may be handed back more than once.
 *
 * <p>Lifecycle: {@link #start} once, then {@link #stop}; a pool that has ended cannot start again.
 * All methods are safe for use by any thread.
 */
public final class WorkerPool {

  private final PoolSettings settings;
  private final WorkHandler handler;
  private final MeterRegistry registry;
  private final Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers;
  private final Object lock = new Object();
  private @Nullable PoolRun run;
  private volatile int permits;
  private boolean over;

  /**
   * A pool that is not started yet.
   *
   * @param settings what to read and how much at a time
   * @param handler what to do with a record
   * @param registry where the pool's meters go while it runs, see {@link PoolMeters}
   */
  public WorkerPool(PoolSettings settings, WorkHandler handler, MeterRegistry registry) {
    this(settings, handler, registry, KafkaConsumer::new);
  }

  WorkerPool(
      PoolSettings settings,
      WorkHandler handler,
      MeterRegistry registry,
      Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers) {
    this.settings = settings;
    this.handler = handler;
    this.registry = registry;
    this.consumers = consumers;
    this.permits = settings.limits().maxInFlight();
  }

  /**
   * Joins the group and begins to work. Returns at once.
   *
   * @throws IllegalStateException if the pool was started or stopped before
   * @throws KafkaException if the consumer properties are not valid
   */
  public void start() {
    synchronized (lock) {
      if (over || run != null) {
        throw new IllegalStateException("pool " + settings.name() + " was started before");
      }
      Consumer<byte[], byte[]> consumer = consumers.apply(ConsumerSettings.complete(settings));
      PoolRun starting =
          new PoolRun(settings, handler, registry, consumer, () -> permits, Ticker.system());
      Thread.ofPlatform().name(settings.name() + "-poll").start(starting);
      run = starting;
    }
  }

  /**
   * Changes how many records may be worked on at the same time, in place of {@link
   * PoolLimits#maxInFlight}; takes effect within a turn of the poll loop, before the start too.
   * Nothing that runs is interrupted: with fewer permits than running records, none starts until
   * enough have ended. With 0 nothing starts, and the pool stays in its group.
   *
   * @param count at least 0
   * @throws IllegalArgumentException if the count is negative
   */
  public void permits(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("permits: must be at least 0, was " + count);
    }
    permits = count;
  }

  /** How many records may be worked on at the same time now. */
  public int permits() {
    return permits;
  }

  /**
   * Stops in order: fetches and starts nothing more, lets what has started finish up to the limit,
   * commits with a clean mark and leaves the group.
   *
   * @param limit how long to wait for what has started
   * @return completes when the pool has left the group; never fails
   */
  public CompletionStage<StopOutcome> stop(Duration limit) {
    synchronized (lock) {
      over = true;
      if (run == null) {
        return CompletableFuture.completedStage(new StopOutcome(0, true));
      }
      run.stop(limit);
      return run.ended().minimalCompletionStage();
    }
  }

  /** The pool as it is now. */
  public PoolHealth health() {
    synchronized (lock) {
      return run == null
          ? new PoolHealth(
              over ? PoolPhase.STOPPED : PoolPhase.NEW, 0, 0, 0, 0, 0, Duration.ZERO, null)
          : run.health();
    }
  }

  /**
   * Ends like a killed process: no commit, no farewell to the group. For tests of the successor.
   */
  CompletionStage<StopOutcome> halt() {
    synchronized (lock) {
      if (run == null) {
        return CompletableFuture.completedStage(new StopOutcome(0, false));
      }
      run.halt();
      return run.ended().minimalCompletionStage();
    }
  }
}
