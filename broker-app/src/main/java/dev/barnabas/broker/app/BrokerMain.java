package dev.barnabas.broker.app;

import dev.barnabas.process.ProcessRunner;
import java.time.InstantSource;

/** The broker-app process. */
public final class BrokerMain {

  private BrokerMain() {}

  /** Runs until the process is told to stop; {@code --help} says which options there are. */
  public static void main(String[] arguments) {
    run(InstantSource.system(), arguments);
  }

  /** The same under another wall clock, which is how tests make a month end. */
  public static void run(InstantSource clock, String... arguments) {
    ProcessRunner.run(BrokerProgram.NAME, arguments, new BrokerProgram(System.getenv(), clock));
  }
}
