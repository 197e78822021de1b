package dev.barnabas.broker.request;

import java.math.BigDecimal;

/**
 * What one window holds.
 *
 * @param settled what was charged there
 * @param reserved what open holds may still charge there
 */
public record Balance(BigDecimal settled, BigDecimal reserved) {
  /** Nothing. */
  public static final Balance EMPTY = new Balance(BigDecimal.ZERO, BigDecimal.ZERO);

  /** Settled plus reserved. */
  public BigDecimal taken() {
    return settled.add(reserved);
  }

  /** With more, or with a negative amount less, reserved; never below zero. */
  public Balance reserve(BigDecimal amount) {
    return new Balance(settled, reserved.add(amount).max(BigDecimal.ZERO));
  }

  /** With more, or with a negative amount less, settled; never below zero. */
  public Balance settle(BigDecimal amount) {
    return new Balance(settled.add(amount).max(BigDecimal.ZERO), reserved);
  }
}
