package dev.barnabas.broker.completion;

import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.pricing.Usage;
import dev.barnabas.vocabulary.BilledByProvider;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker reports of a call's end. Only measurements are taken from it: tenant, partner and
 * price come from broker-app's own entry.
 *
 * @param attemptId the attempt
 * @param callId the call
 * @param partnerId who was called
 * @param outcome SUCCESS or a failure kind
 * @param content the unrestored answer
 * @param toolCalls of the unrestored answer
 * @param finishReason stop, length, tool_calls or content_filter
 * @param modelVersion as reported
 * @param providerRequestId as reported
 * @param usage as reported, null where nothing was
 * @param rawUsage as reported, JSON
 * @param billed whether the provider bills it
 * @param startedAt the worker's clock
 * @param endedAt the worker's clock
 */
public record CallReport(
    String attemptId,
    String callId,
    String partnerId,
    String outcome,
    @Nullable String content,
    List<FunctionCall> toolCalls,
    @Nullable String finishReason,
    @Nullable String modelVersion,
    @Nullable String providerRequestId,
    @Nullable Usage usage,
    @Nullable String rawUsage,
    BilledByProvider billed,
    Instant startedAt,
    Instant endedAt) {
  public CallReport {
    toolCalls = List.copyOf(toolCalls);
  }

  /** Whether the call answered. */
  public boolean success() {
    return outcome.equals(Metering.SUCCESS);
  }

  /** How long it took, never negative. */
  public long latencyMs() {
    return Math.max(0, endedAt.toEpochMilli() - startedAt.toEpochMilli());
  }
}
