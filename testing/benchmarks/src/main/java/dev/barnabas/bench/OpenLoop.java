package dev.barnabas.bench;

import dev.barnabas.client.BarnabasClient;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes at a fixed rate, whether answers come or not, and times each from its publishing to the
 * moment the client has seen its response, less the provider's time. One thread.
 */
final class OpenLoop {
  private static final Duration DRAIN = Duration.ofSeconds(60);

  private final BarnabasClient client;
  private final int perSecond;
  private final IntFunction<InferenceRequest> requests;

  /**
   * @param perSecond requests a second
   * @param requests the request of a number from 0
   */
  OpenLoop(BarnabasClient client, int perSecond, IntFunction<InferenceRequest> requests) {
    this.client = client;
    this.perSecond = perSecond;
    this.requests = requests;
  }

  /**
   * Publishes so many and waits for their responses, for a minute after the last one at most.
   *
   * @throws IllegalStateException if one has none by then, or none has completed
   */
  OpenLoopResult run(int count) throws InterruptedException {
    Run run = new Run(count);
    long begun = System.nanoTime();
    long latest = 0;
    for (int i = 0; i < count; i++) {
      long due = begun + TimeUnit.SECONDS.toNanos(i) / perSecond;
      sleepUntil(due);
      long sent = System.nanoTime();
      latest = Math.max(latest, sent - due);
      var _ =
          client
              .submit(requests.apply(i))
              .whenComplete((response, error) -> run.seen(sent, response, error));
    }
    return run.result(latest);
  }

  private static void sleepUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** What came back of one run. Any thread. */
  private static final class Run {
    private final Queue<Long> overheads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger others = new AtomicInteger();
    private final CountDownLatch waiting;

    Run(int count) {
      waiting = new CountDownLatch(count);
    }

    void seen(long sent, @Nullable InferenceResponse response, @Nullable Throwable error) {
      long now = System.nanoTime();
      Long provider = response == null ? null : response.getLatencyMs();
      if (error == null
          && response != null
          && provider != null
          && response.getStatus() == TerminalStatus.COMPLETED) {
        overheads.add(now - sent - TimeUnit.MILLISECONDS.toNanos(provider));
      } else {
        others.incrementAndGet();
      }
      waiting.countDown();
    }

    OpenLoopResult result(long latest) throws InterruptedException {
      if (!waiting.await(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(waiting.getCount() + " requests have no response");
      }
      long[] times = overheads.stream().mapToLong(Long::longValue).toArray();
      if (times.length == 0) {
        throw new IllegalStateException("no request completed");
      }
      return new OpenLoopResult(times.length, others.get(), Quantiles.ofNanos(times), latest / 1e6);
    }
  }
}
