/**
 * Prices, usage lines, money and token bounds: what a call costs, what a tenant pays for it, and
 * the most it may cost before it is made.
 *
 * <p>Everything here is pure and immutable, so any thread may use it. Amounts are exact decimals of
 * scale {@value dev.barnabas.pricing.Decimals#SCALE}; nothing is rounded but a charge at a markup
 * or discount ({@link dev.barnabas.pricing.TenantPrice}), once, and no {@code double} appears. A
 * model without a price is {@link dev.barnabas.pricing.PriceLookup.Unpriced}, which is not a price
 * of zero.
 */
@NullMarked
package dev.barnabas.pricing;

import org.jspecify.annotations.NullMarked;
