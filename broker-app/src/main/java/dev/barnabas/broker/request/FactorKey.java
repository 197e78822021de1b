package dev.barnabas.broker.request;

import java.math.BigDecimal;

/**
 * What a safety factor is learned for. With another configured factor, learning starts anew.
 *
 * @param partnerId the partner
 * @param model the partner's model name
 * @param configured the configured factor
 */
public record FactorKey(String partnerId, String model, BigDecimal configured) {

  /** What is learned for a link of a route. */
  public static FactorKey of(RoutePlan.Link link) {
    return new FactorKey(
        link.partnerId(), link.model(), link.tokenBound().safetyFactor().stripTrailingZeros());
  }

  /** The key as text; a partner's id has no vertical bar. */
  public String text() {
    return partnerId + "|" + configured.toPlainString() + "|" + model;
  }
}
