package dev.barnabas.topics;

import org.jspecify.annotations.Nullable;

/** Start-up cannot go on: the schema registry does not answer or lacks our schemas. */
public final class RegistryException extends RuntimeException {
  RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
