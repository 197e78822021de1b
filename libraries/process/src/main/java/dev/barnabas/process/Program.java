package dev.barnabas.process;

/** What one process does; {@link ProcessRunner} does the rest. */
@FunctionalInterface
public interface Program {

  /**
   * Starts the work and returns when it runs: health checks and stop actions added, threads
   * started.
   *
   * @throws Exception only for a bug; what an operator can put right is a {@link
   *     ProgramStart.Refused}
   */
  ProgramStart start(ProcessContext context) throws Exception;
}
