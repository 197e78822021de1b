package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that gave no answer.
 *
 * @param kind what the pipeline does about it
 * @param httpStatus of the answer; null if none came
 * @param retryAfter how long the provider asks to wait, at most {@link
 *     dev.barnabas.adapter.http.RetryAfter#MAX}
 * @param providerCode a short code for operators, see {@link ProviderCode}; never free text
 * @param usage that the provider reported in spite of the failure
 * @param rawUsageJson its usage object as it sent it
 * @param billedByProvider what is known beyond the kind's own word: {@code NO} for a call that
 *     never reached the provider; null takes the kind's
 * @param providerRequestId the provider's name of the HTTP request
 * @param times of the call
 */
public record ModelFailure(
    FailureKind kind,
    @Nullable Integer httpStatus,
    @Nullable Duration retryAfter,
    ProviderCode providerCode,
    @Nullable TokenUsage usage,
    @Nullable String rawUsageJson,
    @Nullable BilledByProvider billedByProvider,
    @Nullable String providerRequestId,
    CallTimes times)
    implements ModelOutcome {

  public ModelFailure {
    requireNonNull(kind, "kind");
    requireNonNull(providerCode, "providerCode");
    requireNonNull(times, "times");
    if (retryAfter != null && retryAfter.isNegative()) {
      throw new IllegalArgumentException("retryAfter is negative: " + retryAfter);
    }
  }

  /** A failure without an answer of the provider. */
  public static ModelFailure of(FailureKind kind, String code, CallTimes times) {
    return new ModelFailure(kind, null, null, ProviderCode.of(code), null, null, null, null, times);
  }

  /** A failure of a call that did not reach the provider: it bills nothing. */
  public static ModelFailure notSent(FailureKind kind, String code, CallTimes times) {
    return of(kind, code, times).billed(BilledByProvider.NO);
  }

  /** This failure with what is known about its bill. */
  public ModelFailure billed(BilledByProvider known) {
    return new ModelFailure(
        kind,
        httpStatus,
        retryAfter,
        providerCode,
        usage,
        rawUsageJson,
        known,
        providerRequestId,
        times);
  }

  /** This failure as one of another kind. */
  public ModelFailure as(FailureKind other) {
    return new ModelFailure(
        other,
        httpStatus,
        retryAfter,
        providerCode,
        usage,
        rawUsageJson,
        billedByProvider,
        providerRequestId,
        times);
  }

  /** This failure of a request that the provider gave a name. */
  public ModelFailure named(@Nullable String requestId) {
    return new ModelFailure(
        kind,
        httpStatus,
        retryAfter,
        providerCode,
        usage,
        rawUsageJson,
        billedByProvider,
        requestId,
        times);
  }

  /** This failure of a call that used tokens all the same. */
  public ModelFailure using(TokenUsage used, @Nullable String rawJson) {
    return new ModelFailure(
        kind,
        httpStatus,
        retryAfter,
        providerCode,
        used,
        rawJson,
        billedByProvider,
        providerRequestId,
        times);
  }
}
