package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.schemas.Usage;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of an item, as records.
 *
 * @param workerId which worker process
 */
record OutcomeRecords(String workerId) {
  private static final int MAX_RAW_USAGE_CHARACTERS = 16 * 1024;

  OutcomeRecords {
    requireNonNull(workerId, "workerId");
  }

  /** A call is about to be sent. */
  CallStarted started(
      WorkItem item, ModelCall call, int number, Instant startedAt, Duration bound) {
    return CallStarted.newBuilder()
        .setAttemptId(item.getAttemptId())
        .setCallId(call.callId())
        .setHomePartition(item.getHomePartition())
        .setPartnerId(item.getPartnerId())
        .setCallNumber(number)
        .setStartedAt(startedAt)
        .setTimeoutMs(bound.toMillis())
        .setWorkerId(workerId)
        .build();
  }

  /** A call has ended. */
  CallEnded ended(WorkItem item, ModelCall call, ModelOutcome outcome) {
    CallEnded.Builder builder =
        CallEnded.newBuilder()
            .setAttemptId(item.getAttemptId())
            .setCallId(call.callId())
            .setHomePartition(item.getHomePartition())
            .setPartnerId(item.getPartnerId())
            .setOutcome(PartnerMeters.word(outcome))
            .setStartedAt(outcome.times().startedAt())
            .setEndedAt(outcome.times().endedAt())
            .setWorkerId(workerId);
    return switch (outcome) {
      case ModelAnswer answer -> answered(builder, answer);
      case ModelFailure failure -> failed(builder, failure);
    };
  }

  /** An attempt ended without an answer. */
  FailedAttempt failed(
      WorkItem item, FailureKind kind, int calls, @Nullable Duration retryAfter, Instant now) {
    return FailedAttempt.newBuilder()
        .setAttemptId(item.getAttemptId())
        .setHomePartition(item.getHomePartition())
        .setPartnerId(item.getPartnerId())
        .setKind(kind.name())
        .setCalls(calls)
        .setRetryAfterMs(retryAfter == null ? null : retryAfter.toMillis())
        .setFailedAt(now)
        .setWorkerId(workerId)
        .setDispatch(item.getDispatch())
        .build();
  }

  private static CallEnded answered(CallEnded.Builder builder, ModelAnswer answer) {
    return builder
        .setContent(answer.content())
        .setToolCalls(toolCalls(answer))
        .setFinishReason(answer.finishReason().word())
        .setModelVersion(answer.modelVersion())
        .setProviderRequestId(answer.providerRequestId())
        .setUsage(usage(answer.usage()))
        .setRawUsage(raw(answer.rawUsageJson()))
        .setBilledByProvider(BilledByProvider.YES.name())
        .build();
  }

  private static CallEnded failed(CallEnded.Builder builder, ModelFailure failure) {
    BilledByProvider billed = failure.billedByProvider();
    return builder
        .setHttpStatus(failure.httpStatus())
        .setProviderCode(failure.providerCode().code())
        .setProviderRequestId(failure.providerRequestId())
        .setUsage(usage(failure.usage()))
        .setRawUsage(raw(failure.rawUsageJson()))
        .setBilledByProvider(billed == null ? null : billed.name())
        .build();
  }

  private static List<ToolCall> toolCalls(ModelAnswer answer) {
    return answer.toolCalls().stream()
        .map(call ->
            ToolCall.newBuilder()
                .setId(call.id())
                .setName(call.name())
                .setArguments(call.argumentsJson())
                .build())
        .toList();
  }

  private static @Nullable Usage usage(@Nullable TokenUsage usage) {
    if (usage == null) {
      return null;
    }
    return Usage.newBuilder()
        .setInputTokens(usage.inputTokens())
        .setOutputTokens(usage.outputTokens())
        .setCachedInputTokens(usage.cachedInputTokens())
        .setCacheWriteShortTokens(usage.cacheWriteTokens())
        .setCacheWriteLongTokens(usage.cacheWriteLongTokens())
        .setReasoningTokens(usage.reasoningTokens())
        .setMeasure(usage.measure().name())
        .setServiceTier(usage.serviceTier())
        .setAudioInputTokens(usage.modalities().audioInputTokens())
        .setImageInputTokens(usage.modalities().imageInputTokens())
        .setAudioOutputTokens(usage.modalities().audioOutputTokens())
        .setAnomalies(usage.anomalies())
        .build();
  }

  /** A provider's own report is a few hundred characters; one that is not is left out. */
  private static @Nullable String raw(@Nullable String json) {
    return json == null || json.length() > MAX_RAW_USAGE_CHARACTERS ? null : json;
  }
}
