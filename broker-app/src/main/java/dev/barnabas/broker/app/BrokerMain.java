package dev.barnabas.broker.app;

import dev.barnabas.process.ProcessRunner;

/** The broker-app process. */
public final class BrokerMain {

  private BrokerMain() {}

  /** Runs until the process is told to stop; {@code --help} says which options there are. */
  public static void main(String[] arguments) {
    ProcessRunner.run(BrokerProgram.NAME, arguments, new BrokerProgram(System.getenv()));
  }
}
