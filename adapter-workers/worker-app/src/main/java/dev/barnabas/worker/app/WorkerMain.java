package dev.barnabas.worker.app;

import dev.barnabas.process.ProcessRunner;

/** The worker-app process. */
public final class WorkerMain {

  private WorkerMain() {}

  /** Runs until the process is told to stop; {@code --help} says which options there are. */
  public static void main(String[] arguments) {
    ProcessRunner.run(WorkerProgram.NAME, arguments, new WorkerProgram(System.getenv()));
  }
}
