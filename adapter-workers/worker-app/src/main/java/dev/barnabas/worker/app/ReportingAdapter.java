package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each call under an id of its own: {@code CallStarted} is acknowledged before the call is
 * made, {@code CallEnded} before its outcome goes on. So every call that a provider may see is
 * known, whatever ends this process. Nothing is reported of a call that is not made: its deadline
 * passed, or its item went to another worker.
 */
final class ReportingAdapter extends DecoratedAdapter {
  private static final Logger log = LoggerFactory.getLogger(ReportingAdapter.class);
  private static final int LOGGED_FRAMES = 8;

  private final Attempt attempt;
  private final Reports reports;
  private final Duration timeout;

  /**
   * What reporting needs beside the attempt.
   *
   * @param names the topics
   * @param publisher waits for acknowledgements
   * @param records writes the records
   * @param callIds draws ids, unique for ever
   * @param clock the worker's clock
   */
  record Reports(
      TopicNames names,
      Publisher publisher,
      OutcomeRecords records,
      Supplier<String> callIds,
      InstantSource clock) {}

  ReportingAdapter(ModelAdapter inner, Attempt attempt, Reports reports, Duration timeout) {
    super(inner);
    this.attempt = attempt;
    this.reports = reports;
    this.timeout = timeout;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Instant now = reports.clock().instant();
    if (!now.isBefore(call.deadline())) {
      return ModelFailure.notSent(
          FailureKind.EXPIRED_BEFORE_CALL, "deadline_passed", CallTimes.none(now));
    }
    if (!attempt.starts()) {
      return ModelFailure.notSent(FailureKind.REDELIVERED, "withdrawn", CallTimes.none(now));
    }
    ModelCall named = Calls.withCallId(call, reports.callIds().get());
    reportStart(named, now);
    ModelOutcome outcome = called(named, now);
    return reportEnd(named, outcome);
  }

  private void reportStart(ModelCall call, Instant now) {
    WorkItem item = attempt.item();
    Duration bound = Calls.bound(call, timeout, now).plus(TimeLimitedAdapter.SLACK);
    var started = reports.records().started(item, call, attempt.nextCall(), now, bound);
    PublishOutcome published =
        reports
            .publisher()
            .publish(
                reports.names().outcomes(), item.getHomePartition(), item.getAttemptId(), started);
    if (published != PublishOutcome.ACKNOWLEDGED) {
      throw new IllegalStateException("CallStarted is larger than a record may be");
    }
  }

  /** A bug of an adapter costs its item, not the report of the call. */
  private ModelOutcome called(ModelCall call, Instant startedAt) {
    try {
      return inner.infer(call);
    } catch (RuntimeException bug) {
      log.atError()
          .addKeyValue("partner", attempt.item().getPartnerId())
          .addKeyValue("attemptId", call.attemptId())
          .addKeyValue("callId", call.callId())
          .addKeyValue("error", bug.getClass().getName())
          .addKeyValue("at", frames(bug))
          .log("an adapter threw");
      return ModelFailure.of(
          FailureKind.INTERNAL,
          "adapter_threw",
          new CallTimes(startedAt, null, reports.clock().instant()));
    }
  }

  private ModelOutcome reportEnd(ModelCall call, ModelOutcome outcome) {
    if (published(call, outcome)) {
      return outcome;
    }
    ModelFailure tooLarge = tooLarge(outcome);
    if (!published(call, tooLarge)) {
      throw new IllegalStateException("CallEnded without content is larger than a record may be");
    }
    return tooLarge;
  }

  private boolean published(ModelCall call, ModelOutcome outcome) {
    WorkItem item = attempt.item();
    PublishOutcome published =
        reports
            .publisher()
            .publish(
                reports.names().outcomes(),
                item.getHomePartition(),
                item.getAttemptId(),
                reports.records().ended(item, call, outcome));
    return published == PublishOutcome.ACKNOWLEDGED;
  }

  private static ModelFailure tooLarge(ModelOutcome outcome) {
    TokenUsage usage =
        switch (outcome) {
          case ModelAnswer answer -> answer.usage();
          case ModelFailure failure -> failure.usage();
        };
    return new ModelFailure(
        FailureKind.RESPONSE_TOO_LARGE,
        null,
        null,
        ProviderCode.of("record_too_large"),
        usage,
        null,
        null,
        null,
        outcome.times());
  }

  /** Where it came from; its message is left out because it may quote a prompt. */
  private static String frames(Throwable bug) {
    return Arrays.stream(bug.getStackTrace())
        .limit(LOGGED_FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < "));
  }
}
