package dev.barnabas.it;

import static org.awaitility.Awaitility.await;

import dev.barnabas.client.BarnabasClient;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Submits requests from a thread of its own, at most so many unanswered at a time, and keeps the
 * responses. Any thread.
 */
final class Load {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final BarnabasClient client;
  private final int count;
  private final IntFunction<InferenceRequest> requests;
  private final Semaphore room;
  private final Queue<InferenceResponse> responses = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * @param count how many requests
   * @param unanswered how many may wait at a time
   * @param requests the request of a number from 0
   */
  Load(BarnabasClient client, int count, int unanswered, IntFunction<InferenceRequest> requests) {
    this.client = client;
    this.count = count;
    this.requests = requests;
    this.room = new Semaphore(unanswered);
  }

  /** Begins to submit. */
  Load start() {
    var _ = Thread.ofVirtual().name("load").start(this::submitAll);
    return this;
  }

  private void submitAll() {
    try {
      for (int i = 0; i < count; i++) {
        room.acquire();
        var _ =
            client
                .submit(requests.apply(i))
                .whenComplete((response, error) -> {
                  room.release();
                  if (error == null) {
                    responses.add(response);
                  } else {
                    failure.set(error);
                  }
                });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /**
   * Waits until so many requests are answered.
   *
   * @param alive throws when waiting is vain
   */
  void awaitAnswered(int least, Duration bound, Runnable alive) {
    await(least + " responses")
        .atMost(bound)
        .pollInterval(LOOK)
        .until(() -> {
          alive.run();
          Throwable failed = failure.get();
          if (failed != null) {
            throw new IllegalStateException("a request has no response", failed);
          }
          return responses.size() >= least;
        });
  }

  /** What came so far. */
  List<InferenceResponse> responses() {
    return List.copyOf(responses);
  }
}
