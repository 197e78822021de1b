package dev.barnabas.metering.app;

import dev.barnabas.process.ProcessRunner;

/** Starts metering-stream. */
public final class MeteringMain {

  private MeteringMain() {}

  /** Runs until the process is told to stop; {@code --help} says which options there are. */
  public static void main(String[] arguments) {
    ProcessRunner.run(MeteringProgram.NAME, arguments, new MeteringProgram(System.getenv()));
  }
}
