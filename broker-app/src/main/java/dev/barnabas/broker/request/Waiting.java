package dev.barnabas.broker.request;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A request's place in its tenant's queue.
 *
 * @param ticket the place; lower ones go first
 * @param bytes what it weighs, sealed
 * @param need what it could not reserve, null where it was never asked
 */
public record Waiting(long ticket, int bytes, @Nullable Need need) {

  /**
   * The worst case that found no room, so that it is not worked out again while there is none.
   *
   * @param tokens the worst case in tokens
   * @param money the worst case in money
   * @param version the configuration it was worked out under; under another it is void
   */
  public record Need(long tokens, BigDecimal money, long version) {}
}
