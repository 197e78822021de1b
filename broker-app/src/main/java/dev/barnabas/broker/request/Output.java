package dev.barnabas.broker.request;

import dev.barnabas.pricing.Money;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.UsageLine;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record that a decision writes, before it is serialised. */
public sealed interface Output {

  /**
   * The terminal response.
   *
   * @param key the request
   * @param ending how it ended
   * @param answer the answer, null where there is none
   * @param fault why there is no answer
   * @param state the request's state at the end, null where it was refused before it had one
   * @param userId echoed
   * @param fingerprint echoed
   * @param tags echoed
   * @param tokensUsed charged
   * @param cost charged
   * @param total from append to now
   */
  record Response(
      RequestKey key,
      Ending ending,
      @Nullable Answer answer,
      @Nullable Fault fault,
      @Nullable RequestState state,
      @Nullable String userId,
      @Nullable String fingerprint,
      Map<String, String> tags,
      long tokensUsed,
      @Nullable Money cost,
      Duration total)
      implements Output {}

  /**
   * A restored answer.
   *
   * @param content the text
   * @param toolCalls the calls the model asks for
   * @param finishReason stop, length, tool_calls or content_filter
   * @param modelVersion as reported
   * @param usage as reported
   * @param partnerId who answered
   * @param latencyMs of the answering call
   * @param redactions what was redacted on the way
   */
  record Answer(
      @Nullable String content,
      List<FunctionCall> toolCalls,
      @Nullable String finishReason,
      @Nullable String modelVersion,
      @Nullable Usage usage,
      @Nullable String partnerId,
      @Nullable Long latencyMs,
      Map<String, Integer> redactions) {}

  /**
   * Why a request did not complete.
   *
   * @param code stable
   * @param message one sentence, never a value of the request
   * @param field the path of the field
   * @param retryable under a new id
   */
  record Fault(String code, String message, @Nullable String field, boolean retryable) {}

  /**
   * A usage event.
   *
   * @param key the request
   * @param state its state, null for an orphan
   * @param attempt the attempt, null for an orphan
   * @param attemptId the attempt's id
   * @param callId the call
   * @param partnerId the partner
   * @param kind what the event says
   * @param seq its place among the call's events
   * @param correctsEventId what it corrects
   * @param lines what was used
   * @param tier the service tier whose prices apply; null where no usage is known
   * @param providerCost what the provider bills
   * @param tenantCharge what the tenant is charged
   * @param tokensCharged what the tenant's budget is charged
   * @param charged whether this is the charged call
   * @param billed whether the provider bills it
   * @param outcome SUCCESS, SUPERSEDED, UNKNOWN, ORPHAN, DEGRADED or a failure kind
   * @param modelVersion as reported
   * @param providerRequestId as reported
   * @param latencyMs of the call
   * @param responseHash keyed hash of the unrestored answer
   * @param rawUsage as reported
   * @param usageAnomalies what of the report had to be corrected
   * @param occurredAt when the call started
   */
  record Metered(
      RequestKey key,
      @Nullable RequestState state,
      @Nullable Attempt attempt,
      String attemptId,
      String callId,
      String partnerId,
      Kind kind,
      int seq,
      @Nullable String correctsEventId,
      List<UsageLine> lines,
      @Nullable ServiceTier tier,
      @Nullable BigDecimal providerCost,
      @Nullable BigDecimal tenantCharge,
      long tokensCharged,
      boolean charged,
      BilledByProvider billed,
      String outcome,
      @Nullable String modelVersion,
      @Nullable String providerRequestId,
      @Nullable Long latencyMs,
      @Nullable String responseHash,
      @Nullable String rawUsage,
      List<String> usageAnomalies,
      Instant occurredAt)
      implements Output {
    /** What a usage event says. */
    public enum Kind {
      /** A call. */
      USAGE,
      /** A former event is taken back. */
      REVERSAL,
      /** A charge is moved. */
      ADJUSTMENT
    }
  }

  /**
   * A decision.
   *
   * @param kind what
   * @param key the request
   * @param state its state after the decision, null where it has none
   * @param attempt the attempt it is about
   * @param callId the call it is about
   * @param code an error code or failure kind
   * @param balances the windows it touched, after it
   * @param chargedMoney for SETTLED
   * @param eventId for METERED
   * @param first for DUPLICATE and CONFLICT: where the first was read
   * @param openPartners for DISPATCHED: partners of the route that were known not to be called
   */
  record Decided(
      DecisionKind kind,
      RequestKey key,
      @Nullable RequestState state,
      @Nullable Attempt attempt,
      @Nullable String callId,
      @Nullable String code,
      List<BalanceAfter> balances,
      @Nullable BigDecimal chargedMoney,
      @Nullable String eventId,
      @Nullable Coordinates first,
      List<String> openPartners)
      implements Output {
    public Decided {
      openPartners = List.copyOf(openPartners);
    }

    /** A decision that asked for no partner. */
    public Decided(
        DecisionKind kind,
        RequestKey key,
        @Nullable RequestState state,
        @Nullable Attempt attempt,
        @Nullable String callId,
        @Nullable String code,
        List<BalanceAfter> balances,
        @Nullable BigDecimal chargedMoney,
        @Nullable String eventId,
        @Nullable Coordinates first) {
      this(
          kind,
          key,
          state,
          attempt,
          callId,
          code,
          balances,
          chargedMoney,
          eventId,
          first,
          List.of());
    }

    /** A decision about a request. */
    public static Decided of(DecisionKind kind, RequestState state) {
      return new Decided(kind, state.key(), state, null, null, null, List.of(), null, null, null);
    }

    /** A decision about an attempt. */
    public static Decided of(
        DecisionKind kind, RequestState state, Attempt attempt, @Nullable String code) {
      return new Decided(
          kind, state.key(), state, attempt, null, code, List.of(), null, null, null);
    }

    /** With a code. */
    public Decided withCode(String next) {
      return new Decided(
          kind,
          key,
          state,
          attempt,
          callId,
          next,
          balances,
          chargedMoney,
          eventId,
          first,
          openPartners);
    }

    /** Made while partners of the route were known not to be called. */
    public Decided knowing(List<String> open) {
      return new Decided(
          kind, key, state, attempt, callId, code, balances, chargedMoney, eventId, first, open);
    }
  }

  /**
   * What a window holds after a decision.
   *
   * @param window the window
   * @param limit the limit in force
   * @param balance what it holds
   */
  record BalanceAfter(WindowKey window, BigDecimal limit, Balance balance) {}

  /**
   * A work item.
   *
   * @param state the request
   * @param attempt the attempt
   * @param link the partner
   * @param content the redacted content
   * @param passThrough redacted further parameters on the partner's allow-list
   * @param maxOutputTokens as sent on the wire
   * @param flow keyed pseudonym of the tenant
   * @param hasFallback whether the request can go on without this partner
   */
  record Work(
      RequestState state,
      Attempt attempt,
      RoutePlan.Link link,
      Original content,
      Map<String, String> passThrough,
      int maxOutputTokens,
      String flow,
      boolean hasFallback)
      implements Output {}

  /**
   * An attempt that nobody needs any more and whose call is not known to have started.
   *
   * @param attemptId the attempt
   * @param partnerId the partner
   * @param deadline the request's
   */
  record Cancelled(String attemptId, String partnerId, Instant deadline) implements Output {}

  /**
   * A dead letter; the edge adds the bytes.
   *
   * @param reason why
   * @param detail a finer code
   * @param position where in the value
   */
  record Refused(DeadLetterReason reason, @Nullable String detail, @Nullable String position)
      implements Output {}

  /**
   * An alert.
   *
   * @param tenantId whom it is about
   * @param kind a stable code
   * @param severity INFO, WARNING or CRITICAL
   * @param subject what it is about
   * @param numbers what triggered it
   * @param message one sentence
   */
  record Alarm(
      @Nullable String tenantId,
      String kind,
      String severity,
      String subject,
      Map<String, String> numbers,
      String message)
      implements Output {}
}
