package dev.barnabas.metering.topology;

import dev.barnabas.metering.totals.MeteringDecision.ChangedTotals;
import dev.barnabas.schemas.UsageTotals;

/** Totals as finance reads them. */
final class TotalsRecords {

  private TotalsRecords() {}

  /** The record. Its map is sorted, so that equal totals are equal bytes. */
  static UsageTotals of(ChangedTotals changed) {
    var key = changed.key();
    var totals = changed.totals();
    return UsageTotals.newBuilder()
        .setTenantId(key.tenantId())
        .setPartnerId(key.partnerId())
        .setModel(key.model())
        .setWindow(key.window().name())
        .setWindowStart(key.windowStart())
        .setChargePeriod(key.chargePeriod().toString())
        .setCurrency(key.currency())
        .setCalls(totals.calls())
        .setUnknownCalls(totals.unknownCalls())
        .setUnpricedCalls(totals.unpricedCalls())
        .setQuantities(totals.quantities())
        .setTokensCharged(totals.tokensCharged())
        .setProviderCost(totals.providerCost())
        .setTenantCharge(totals.tenantCharge())
        .setCostCentre(key.costCentre())
        .setLane(key.lane())
        .setVariant(key.variant())
        .setUserRef(key.userRef())
        .setUpdatedAt(totals.updatedAt())
        .build();
  }
}
