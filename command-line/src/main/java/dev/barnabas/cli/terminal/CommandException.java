package dev.barnabas.cli.terminal;

/**
 * Ends a command with one sentence for the person who gave it. Thrown where the command cannot go
 * on; the top prints the sentence, without a stack trace.
 */
public final class CommandException extends RuntimeException {
  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Something that is needed is not there. */
  public static CommandException unavailable(String message) {
    return new CommandException(CommandExit.UNAVAILABLE, message);
  }

  /** The work cannot be done as it was asked for. */
  public static CommandException wrong(String message) {
    return new CommandException(CommandExit.WRONG, message);
  }

  /** A code of {@link CommandExit}. */
  public int exitCode() {
    return exitCode;
  }
}
