package dev.barnabas.it;

import dev.barnabas.broker.app.BrokerMain;
import dev.barnabas.cluster.ShiftedClock;
import java.nio.file.Path;
import java.time.Duration;

/** broker-app under a clock that a test moves, and behind it where it says so. */
public final class ShiftedBroker {
  /** The file of the clock. */
  static final String CLOCK = "BARNABAS_TEST_CLOCK";

  /** How far this instance is behind it, as an ISO duration. */
  static final String BEHIND = "BARNABAS_TEST_CLOCK_BEHIND";

  private ShiftedBroker() {}

  /** Arguments: those of broker-app. */
  public static void main(String[] arguments) {
    Duration behind = Duration.parse(System.getenv().getOrDefault(BEHIND, "PT0S"));
    BrokerMain.run(
        ShiftedClock.at(Path.of(System.getenv(CLOCK))).ahead(behind.negated()), arguments);
  }
}
