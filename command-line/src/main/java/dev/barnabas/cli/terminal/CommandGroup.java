package dev.barnabas.cli.terminal;

import picocli.CommandLine.ParameterException;

/** A command that only holds others. */
public abstract class CommandGroup extends AbstractCommand {
  @Override
  public Integer call() {
    throw new ParameterException(
        spec().commandLine(), "'" + spec().qualifiedName() + "' needs one of its commands");
  }
}
