package dev.barnabas.broker.budget;

import java.math.BigDecimal;

/**
 * One limit in force.
 *
 * @param scope {@code tenant}, or {@code model:} and the alias
 * @param kind what it counts
 * @param value the most that may be settled and reserved in a window
 * @param enforced false in shadow mode: what it would refuse is recorded and goes on
 */
public record Limit(String scope, LimitKind kind, BigDecimal value, boolean enforced) {}
