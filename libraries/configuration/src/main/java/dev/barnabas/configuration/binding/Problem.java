package dev.barnabas.configuration.binding;

import java.util.Objects;

/**
 * One thing wrong, or worth saying, about a file.
 *
 * @param severity whether the file is refused because of it
 * @param path where, as the author wrote it: {@code partners[1].fallbacks[0]}
 * @param line the line in the file, counted from 1; 0 if it has none
 * @param message what, and what to do about it; never a secret
 */
public record Problem(Severity severity, String path, int line, String message) {

  /** Whether a problem stops the file from being used. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public Problem {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /** {@code path: message}, or the message alone when it concerns the whole file. */
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
