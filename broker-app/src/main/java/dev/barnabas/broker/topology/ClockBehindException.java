package dev.barnabas.broker.topology;

import java.io.Serial;
import java.time.Duration;

/**
 * This machine's clock is so far behind the broker's append times that no decision may be made by
 * it. Ends the process, and with it the ownership of its partitions.
 */
public final class ClockBehindException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param largest how far behind is allowed
   */
  public ClockBehindException(Duration largest) {
    super("this machine's clock is more than " + largest + " behind the broker's append time");
  }
}
