package dev.barnabas.adapter.http;

import java.io.IOException;
import java.io.Serial;

/** Carries the overflow of a body through the HTTP client. */
final class BodyTooLargeException extends IOException {
  @Serial private static final long serialVersionUID = 1;
}
