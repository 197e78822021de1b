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
 * @param gates of the partner in this process
 * @param meters of the partner
 */
record PartnerSetup(
    Partner partner, ModelAdapter provider, PartnerGates gates, PartnerMeters meters) {

  PartnerSetup {
    requireNonNull(partner, "partner");
    requireNonNull(provider, "provider");
    requireNonNull(gates, "gates");
    requireNonNull(meters, "meters");
  }
}
