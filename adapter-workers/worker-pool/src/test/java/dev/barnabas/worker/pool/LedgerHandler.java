package dev.barnabas.worker.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * A handler that notes every start, end and hand-back by the record's value. Records that {@link
 * #hold} names start and then wait for {@link #release}.
 */
final class LedgerHandler implements WorkHandler {

  private final Queue<String> started = new ConcurrentLinkedQueue<>();
  private final Queue<String> finished = new ConcurrentLinkedQueue<>();
  private final Queue<String> handedBack = new ConcurrentLinkedQueue<>();
  private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>();
  private volatile Predicate<String> holding = value -> false;

  /** From now on, records of these values wait once they have started. */
  void hold(Predicate<String> values) {
    holding = values;
  }

  /** Lets go of what has started so far and matches. */
  void release(Predicate<String> values) {
    // A copy: what starts because of a release stays held.
    Map.copyOf(held)
        .forEach((value, stage) -> {
          if (values.test(value)) {
            stage.complete(null);
          }
        });
  }

  /** Holds nothing any more. */
  void releaseAll() {
    holding = value -> false;
    release(value -> true);
  }

  @Override
  public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
    if (gate.tryStart() == StartDecision.WITHDRAWN) {
      return CompletableFuture.completedStage(null);
    }
    String value = value(record);
    CompletableFuture<Void> work = new CompletableFuture<>();
    held.put(value, work);
    started.add(value);
    if (!holding.test(value)) {
      work.complete(null);
    }
    return work.thenRun(() -> finished.add(value));
  }

  @Override
  public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
    handedBack.add(value(record));
    return CompletableFuture.completedStage(null);
  }

  List<String> started() {
    return List.copyOf(started);
  }

  Set<String> finished() {
    return Set.copyOf(finished);
  }

  Set<String> handedBack() {
    return Set.copyOf(handedBack);
  }

  static String value(WorkRecord record) {
    return new String(requireNonNull(record.value(), "value"), UTF_8);
  }
}
