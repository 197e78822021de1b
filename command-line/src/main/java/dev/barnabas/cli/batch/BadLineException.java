package dev.barnabas.cli.batch;

/** A line's field is not what it must be; caught where the line is read. */
final class BadLineException extends RuntimeException {
  BadLineException(String problem) {
    super(problem, null, false, false);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
