package dev.barnabas.cli.terminal;

import dev.barnabas.process.ExitCodes;

/** How a command ends; every command's help names them. */
public final class CommandExit {

  /** All went well. */
  public static final int OK = 0;

  /** Something was wrong with the work: a bad line, a missing response, a broken promise. */
  public static final int WRONG = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Something that is needed is not there: Kafka, the registry, a port, a running `up`. */
  public static final int UNAVAILABLE = ExitCodes.UNAVAILABLE;

  /** A bug of ours. */
  public static final int BUG = ExitCodes.BUG;

  private CommandExit() {}
}
