package dev.barnabas.process;

import java.util.List;

/** What came of starting a {@link Program}. */
public sealed interface ProgramStart {

  /** It works. */
  record Running() implements ProgramStart {}

  /**
   * It cannot work until an operator puts something right.
   *
   * @param exitCode one of {@link ExitCodes}
   * @param problems printed one to a line; each names the path, field or address
   */
  record Refused(int exitCode, List<String> problems) implements ProgramStart {
    public Refused {
      problems = List.copyOf(problems);
      if (exitCode == 0 || problems.isEmpty()) {
        throw new IllegalArgumentException("a refusal has an exit code and a problem");
      }
    }
  }
}
