package dev.barnabas.broker.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One limit in force.
 *
 * @param scope {@code tenant}, or {@code model:} and the alias
 * @param kind what it counts
 * @param value the most that may be settled and reserved in a window
 * @param enforced false in shadow mode: what it would refuse is recorded and goes on
 * @param soft reaching it raises an alert and changes nothing; null where there is none
 */
public record Limit(
    String scope, LimitKind kind, BigDecimal value, boolean enforced, @Nullable BigDecimal soft) {

  /** The value of a limit that counts and bounds nothing. */
  public static final BigDecimal NO_BOUND = BigDecimal.TEN.pow(18);

  /** A limit without a soft one. */
  public Limit(String scope, LimitKind kind, BigDecimal value, boolean enforced) {
    this(scope, kind, value, enforced, null);
  }

  /** Whether a window that holds so much has reached the soft limit. */
  boolean softlyReached(BigDecimal taken) {
    return soft != null && taken.compareTo(soft) >= 0;
  }
}
