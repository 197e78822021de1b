package dev.barnabas.emulator.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refusal before a provider puts it in its own words.
 *
 * @param param the request field at fault
 * @param code a code more precise than the kind's, for {@link ErrorKind#INVALID_REQUEST}
 */
public record ProviderError(
    ErrorKind kind, String message, @Nullable String param, @Nullable String code) {
  public ProviderError {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }

  public static ProviderError of(ErrorKind kind, String message) {
    return new ProviderError(kind, message, null, null);
  }

  public static ProviderError invalid(String param, String code, String message) {
    return new ProviderError(ErrorKind.INVALID_REQUEST, message, param, code);
  }
}
