package dev.barnabas.cli.demo;

import dev.barnabas.cli.terminal.Progress;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.SubmissionException;
import dev.barnabas.schemas.InferenceResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends requests and remembers what came of each. One thread; its futures end on others. */
final class Submissions {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final BarnabasClient client;
  private final Map<DemoRequest, CompletableFuture<Observed>> sent = new LinkedHashMap<>();
  private final AtomicReference<@Nullable Long> firstResponse = new AtomicReference<>();

  Submissions(BarnabasClient client) {
    this.client = client;
  }

  /** Sends all and returns when each that is awaited was answered, or the bound has passed. */
  void send(List<DemoRequest> requests, Progress progress) {
    List<CompletableFuture<?>> awaited = new ArrayList<>();
    for (DemoRequest request : requests) {
      CompletableFuture<Observed> observed = submit(request);
      if (request.expectation().isAwaited()) {
        awaited.add(observed.thenRun(progress::step));
      }
    }
    CompletableFuture.allOf(awaited.toArray(CompletableFuture<?>[]::new)).join();
  }

  private CompletableFuture<Observed> submit(DemoRequest request) {
    CompletableFuture<Observed> observed =
        client
            .submit(request.line().request())
            .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
            .handle(this::observed);
    sent.put(request, observed);
    return observed;
  }

  private Observed observed(@Nullable InferenceResponse response, @Nullable Throwable error) {
    if (response != null) {
      var _ = firstResponse.compareAndSet(null, System.currentTimeMillis());
      return new Observed.Answered(response);
    }
    return error instanceof SubmissionException known
        ? new Observed.Refused(known.reason())
        : new Observed.Nothing();
  }

  /** When the first response came, by the system's clock; null before. */
  @Nullable Long firstResponseAt() {
    return firstResponse.get();
  }

  /** What came of each so far, in the order in which they were sent. */
  Map<DemoRequest, Observed> outcomes() {
    Map<DemoRequest, Observed> all = new LinkedHashMap<>();
    sent.forEach((request, observed) -> all.put(request, observed.getNow(new Observed.Nothing())));
    return all;
  }
}
