package dev.barnabas.cluster;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** How a child process shows that it can be used. */
public sealed interface Readiness {

  /** Ready as soon as the operating system has started it. */
  record Started() implements Readiness {}

  /** Ready when a line of its log, written since this start, contains {@code text}. */
  record LogLine(String text) implements Readiness {
    public LogLine {
      requireNonNull(text, "text");
      if (text.isBlank()) {
        throw new IllegalArgumentException("text: blank");
      }
    }
  }

  /** Ready when a GET of {@code address} answers with a status from 200 to 299. */
  record HttpOk(URI address) implements Readiness {
    public HttpOk {
      requireNonNull(address, "address");
    }
  }
}
