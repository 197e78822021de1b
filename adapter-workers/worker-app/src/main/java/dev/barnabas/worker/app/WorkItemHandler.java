package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.DeadLetters;
import dev.barnabas.topics.SourceCoordinates;
import dev.barnabas.vocabulary.FailureKind;
import dev.barnabas.worker.pool.HandbackReason;
import dev.barnabas.worker.pool.StartDecision;
import dev.barnabas.worker.pool.StartGate;
import dev.barnabas.worker.pool.WorkHandler;
import dev.barnabas.worker.pool.WorkRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the items of one partner. An item is done when its last outcome is acknowledged: the end
 * of the call that answered, or the failed attempt. Blocks its caller, a virtual thread.
 */
final class WorkItemHandler implements WorkHandler {
  private static final Logger log = LoggerFactory.getLogger(WorkItemHandler.class);

  private final WorkerTools tools;
  private final Supplier<PartnerSetup> setup;
  private final WorkItemReader reader;
  private final DeadLetters deadLetters = new DeadLetters(WorkerProgram.NAME);

  /**
   * @param setup the partner as configured now, asked once per item
   */
  WorkItemHandler(String partnerId, WorkerTools tools, Supplier<PartnerSetup> setup) {
    this.tools = tools;
    this.setup = setup;
    this.reader =
        new WorkItemReader(
            partnerId, tools.homePartitions(), tools.codec(), tools.schemas(), tools.sleeper());
  }

  @Override
  public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
    switch (reader.read(record.value())) {
      case ReadOutcome.Item(WorkItem item) -> work(new Attempt(item, gate));
      case ReadOutcome.Dead dead -> {
        if (gate.tryStart() == StartDecision.GRANTED) {
          bury(record, dead);
        }
      }
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
    FailureKind kind =
        switch (reason) {
          case REDELIVERED -> FailureKind.REDELIVERED;
          case INTERNAL -> FailureKind.INTERNAL;
        };
    switch (reader.read(record.value())) {
      case ReadOutcome.Item(WorkItem item) -> report(item, kind, 0, null);
      case ReadOutcome.Dead dead -> bury(record, dead);
    }
    return CompletableFuture.completedStage(null);
  }

  private void work(Attempt attempt) {
    PartnerSetup now = setup.get();
    ModelOutcome outcome = outcome(attempt, now);
    if (attempt.withdrawn()) {
      return;
    }
    switch (outcome) {
      case ModelAnswer _ -> now.meters().attempt(PartnerMeters.SUCCESS);
      case ModelFailure failure -> {
        // Some failures come before any call; they too must not be told by two workers.
        if (attempt.starts()) {
          report(attempt.item(), failure.kind(), attempt.calls(), failure.retryAfter());
        }
      }
    }
  }

  private ModelOutcome outcome(Attempt attempt, PartnerSetup now) {
    Instant time = tools.clock().instant();
    if (!time.isBefore(attempt.item().getDeadline())) {
      return ModelFailure.notSent(
          FailureKind.EXPIRED_BEFORE_CALL, "deadline_passed", CallTimes.none(time));
    }
    if (tools.cancelled().contains(attempt.item().getAttemptId())) {
      return ModelFailure.notSent(
          FailureKind.CANCELLED_BEFORE_CALL, "request_ended", CallTimes.none(time));
    }
    Optional<ModelCall> call = ItemCalls.of(attempt.item());
    return call.isPresent()
        ? CallChain.of(now, attempt, tools).infer(call.get())
        : ModelFailure.notSent(FailureKind.REQUEST_INVALID, "item_invalid", CallTimes.none(time));
  }

  private void report(WorkItem item, FailureKind kind, int calls, @Nullable Duration retryAfter) {
    PublishOutcome published =
        tools
            .publisher()
            .publish(
                tools.names().fallback(),
                item.getHomePartition(),
                item.getAttemptId(),
                tools.records().failed(item, kind, calls, retryAfter, tools.clock().instant()));
    if (published != PublishOutcome.ACKNOWLEDGED) {
      throw new IllegalStateException("FailedAttempt is larger than a record may be");
    }
    setup.get().meters().attempt(kind.name());
    log.atInfo()
        .addKeyValue("partner", item.getPartnerId())
        .addKeyValue("attemptId", item.getAttemptId())
        .addKeyValue("kind", kind)
        .addKeyValue("tries", calls)
        .log("an attempt failed");
  }

  private void bury(WorkRecord record, ReadOutcome.Dead dead) {
    log.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reasonCode", dead.reason())
        .addKeyValue("code", dead.detail())
        .log("a record is no work item");
    setup.get().meters().deadLetter(dead.reason());
    byte[] key = record.key();
    PublishOutcome published =
        tools
            .publisher()
            .publish(
                tools.names().deadLetter(),
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                deadLetters.of(
                    new SourceCoordinates(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp())),
                    Optional.empty(),
                    dead.reason(),
                    dead.detail(),
                    dead.position(),
                    key,
                    record.value(),
                    record.headers(),
                    tools.clock().instant()));
    if (published != PublishOutcome.ACKNOWLEDGED) {
      throw new IllegalStateException("a dead letter is larger than a record may be");
    }
  }
}
