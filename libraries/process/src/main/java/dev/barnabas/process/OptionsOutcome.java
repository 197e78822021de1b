package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

/** What came of reading a command line. */
public sealed interface OptionsOutcome {

  /** It is understood. */
  record Parsed(ProcessOptions options) implements OptionsOutcome {
    public Parsed {
      requireNonNull(options, "options");
    }
  }

  /** It asks for the help text. */
  record HelpWanted() implements OptionsOutcome {}

  /** It is wrong; the problem names the option. */
  record Refused(String problem) implements OptionsOutcome {
    public Refused {
      requireNonNull(problem, "problem");
    }
  }
}
