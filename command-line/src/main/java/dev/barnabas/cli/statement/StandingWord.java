package dev.barnabas.cli.statement;

/** One word for what a statement is worth, for programs. */
final class StandingWord {
  private StandingWord() {}

  /** OPEN, CLOSED, BROKEN or PASSED. */
  static String of(Standing standing) {
    return switch (standing) {
      case Standing.Open _ -> "OPEN";
      case Standing.Closed _ -> "CLOSED";
      case Standing.Broken _ -> "BROKEN";
      case Standing.Passed _ -> "PASSED";
    };
  }
}
