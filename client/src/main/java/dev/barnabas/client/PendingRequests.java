package dev.barnabas.client;

import dev.barnabas.client.SubmissionException.Reason;
import dev.barnabas.schemas.InferenceResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The requests that wait for their answer. Any thread. */
final class PendingRequests {
  private final ConcurrentMap<RequestId, Pending> waiting = new ConcurrentHashMap<>();

  /**
   * Begins to wait.
   *
   * @return the entry, which is an earlier one if the id waits already
   */
  Pending add(RequestId id, String fingerprint) {
    Pending added = new Pending(fingerprint, new CompletableFuture<>(), new AtomicBoolean());
    Pending earlier = waiting.putIfAbsent(id, added);
    if (earlier != null) {
      return earlier;
    }
    var _ = added.answer().whenComplete((response, error) -> waiting.remove(id, added));
    return added;
  }

  boolean isWaiting(RequestId id) {
    return waiting.containsKey(id);
  }

  /** Gives a response to whoever waits for it. */
  void offer(InferenceResponse response) {
    Pending pending = waiting.get(RequestId.of(response));
    if (pending == null) {
      return;
    }
    String answered = response.getRequestFingerprint();
    if (answered == null || answered.equals(pending.fingerprint())) {
      pending.answer().complete(response);
    } else {
      pending
          .answer()
          .completeExceptionally(
              new SubmissionException(
                  Reason.ANOTHER_PAYLOAD,
                  "correlation id '"
                      + response.getCorrelationId()
                      + "' was used before with other content: use a new id"));
    }
  }

  /** Ends every wait. */
  void failAll(SubmissionException error) {
    for (Map.Entry<RequestId, Pending> entry : waiting.entrySet()) {
      entry.getValue().answer().completeExceptionally(error);
    }
  }

  /**
   * One wait.
   *
   * @param fingerprint of the request that was submitted
   * @param answer completes with the response
   * @param sending whether somebody has begun to send the request
   */
  record Pending(
      String fingerprint, CompletableFuture<InferenceResponse> answer, AtomicBoolean sending) {
    /** True for the first who asks: that one sends. */
    boolean claim() {
      return sending.compareAndSet(false, true);
    }
  }
}
