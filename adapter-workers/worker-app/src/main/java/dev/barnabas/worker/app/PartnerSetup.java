package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.configuration.Partner;

/**
 * A partner as the configuration in force has it. Replaced as a whole when that changes; calls
 * under way keep the one they began with.
 *
 * @param partner its settings
 * @param provider makes the HTTP calls
 * @param breaker of the partner in this process
 * @param rate of the partner in this process
 * @param meters of the partner
 */
record PartnerSetup(
    Partner partner,
    ModelAdapter provider,
    PartnerBreaker breaker,
    RateGate rate,
    PartnerMeters meters) {

  PartnerSetup {
    requireNonNull(partner, "partner");
    requireNonNull(provider, "provider");
    requireNonNull(breaker, "breaker");
    requireNonNull(rate, "rate");
    requireNonNull(meters, "meters");
  }
}
