package dev.barnabas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.redaction.RedactJsonLines;
import dev.barnabas.redaction.RedactionEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import picocli.CommandLine.Command;

/** Redacts lines from the standard input. */
@Command(
    name = "redact",
    description = {
      "Redact JSON Lines: {\"id\", \"text\"} on the standard input,"
          + " {\"id\", \"redacted\", \"spans\": [[start, end, type]]} on the standard output.",
      "Offsets count code points of the text; every entity is on. A line that cannot be read is"
          + " reported with its number, the rest goes on, and the exit code is 1."
    })
final class RedactCommand extends AbstractCommand {
  @Override
  public Integer call() throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    RedactJsonLines.Summary summary = new RedactJsonLines(RedactionEngine.create()).run(in, out());
    summary.badLines().forEach(bad -> err().println("line " + bad.line() + ": " + bad.message()));
    return summary.badLines().isEmpty() ? CommandExit.OK : CommandExit.WRONG;
  }
}
