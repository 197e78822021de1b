package dev.barnabas.broker.app;

import dev.barnabas.cluster.ShiftedClock;
import java.nio.file.Path;

/** broker-app under the clock of the file that {@value #CLOCK} names. */
public final class ShiftedBrokerMain {
  static final String CLOCK = "BARNABAS_TEST_CLOCK";

  private ShiftedBrokerMain() {}

  /** Arguments: those of broker-app. */
  public static void main(String[] arguments) {
    BrokerMain.run(ShiftedClock.at(Path.of(System.getenv(CLOCK))), arguments);
  }
}
