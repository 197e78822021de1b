package dev.barnabas.metering.anomalies;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.totals.UsageKind;
import dev.barnabas.vocabulary.PartnerResult;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A counted usage event, as far as anomalies go by it.
 *
 * @param kind what the event does
 * @param first whether it is the first event of its call
 * @param isCall whether an HTTP call was made
 * @param tenantId the tenant
 * @param partnerId the partner
 * @param model the partner's name of the model that was asked for
 * @param modelVersion as the provider reports it; absent where it reports none, or a text longer
 *     than any version
 * @param result what the call says about the partner
 * @param succeeded whether the call brought the answer
 * @param outputTokens tokens of the answer, those of reasoning too
 * @param latencyMs how long the call took, in milliseconds
 * @param currency of the amounts
 * @param providerCost what the provider bills, signed; absent if no price is known
 * @param tenantCharge what the tenant is charged, signed
 * @param tokensCharged tokens charged to the tenant, signed
 * @param calls what the event adds to the number of calls
 * @param unpricedCalls what it adds to the calls without a price
 * @param chargePeriod the month in which the hold was taken, UTC
 */
public record Observation(
    UsageKind kind,
    boolean first,
    boolean isCall,
    String tenantId,
    String partnerId,
    String model,
    @Nullable String modelVersion,
    PartnerResult result,
    boolean succeeded,
    long outputTokens,
    @Nullable Long latencyMs,
    String currency,
    @Nullable BigDecimal providerCost,
    BigDecimal tenantCharge,
    long tokensCharged,
    long calls,
    long unpricedCalls,
    YearMonth chargePeriod) {

  private static final int LONGEST_VERSION = 256;

  public Observation {
    requireNonNull(kind, "kind");
    requireNonNull(tenantId, "tenantId");
    requireNonNull(partnerId, "partnerId");
    requireNonNull(model, "model");
    requireNonNull(result, "result");
    requireNonNull(currency, "currency");
    requireNonNull(tenantCharge, "tenantCharge");
    requireNonNull(chargePeriod, "chargePeriod");
    if (modelVersion != null
        && (modelVersion.isBlank() || modelVersion.length() > LONGEST_VERSION)) {
      modelVersion = null;
    }
  }

  /** Whether it tells of a call as it was: a correction does not, nor an answer without a call. */
  boolean tellsOfACall() {
    return kind == UsageKind.USAGE && isCall;
  }

  /** Whether it tells of a call that brought the answer. */
  boolean tellsOfAnAnswer() {
    return tellsOfACall() && succeeded;
  }
}
