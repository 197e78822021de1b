package dev.barnabas.broker.request;

import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.TenantPrice;
import dev.barnabas.pricing.TokenBound;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that completion will need of the configuration, copied at admission: it never looks up live
 * configuration.
 *
 * @param alias the route
 * @param variant the variant, chosen once
 * @param chain the partners in order
 * @param contract the content contract as JSON Schema text, and what a violation does
 * @param degrade the answer to give when every partner failed
 * @param costPerToken the tenant's price of a token; absent: the provider's prices
 * @param priceFactor what either is multiplied with for the tenant; absent: 1
 * @param currency ISO 4217
 * @param priceBookVersion the price book that priced the chain
 * @param maxOutputTokens the most tokens to generate
 * @param maxAttempts the most attempts of a request
 * @param weight the tenant's weight for fairness
 */
public record RoutePlan(
    String alias,
    @Nullable String variant,
    List<Link> chain,
    @Nullable AnswerContract contract,
    @Nullable String degrade,
    @Nullable BigDecimal costPerToken,
    @Nullable BigDecimal priceFactor,
    String currency,
    @Nullable String priceBookVersion,
    int maxOutputTokens,
    int maxAttempts,
    int weight) {
  public RoutePlan {
    chain = List.copyOf(chain);
  }

  /** What the tenant pays, as it was when the route was chosen. */
  public TenantPrice tenantPrice() {
    return new TenantPrice(
        costPerToken, priceFactor == null ? BigDecimal.ONE : priceFactor, currency);
  }

  /** The contract's text where a violation has consequences: partners are asked to keep it. */
  public @Nullable String enforcedContract() {
    return contract == null || contract.violation() == Violation.RECORD ? null : contract.schema();
  }

  /**
   * What an answer must be.
   *
   * @param schema JSON Schema text
   * @param violation what happens to an answer that is not
   */
  public record AnswerContract(String schema, Violation violation) {}

  /** What happens to an answer that breaks its contract. */
  public enum Violation {
    /** It is recorded, and the tenant reads the answer. */
    RECORD,
    /** The next partner is asked. */
    FALLBACK,
    /** The route's degrade rule applies at once. */
    DEGRADE,
    /** The request fails at once. */
    FAIL
  }

  /**
   * One partner of the chain.
   *
   * @param partnerId the partner
   * @param model the partner's model name
   * @param price the provider's price, null where unpriced
   * @param tokenBound the upper bound on a prompt's tokens
   */
  public record Link(
      String partnerId, String model, @Nullable ModelPrice price, TokenBound tokenBound) {}
}
