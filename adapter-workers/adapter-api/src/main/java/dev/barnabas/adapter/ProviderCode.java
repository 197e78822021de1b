package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A short code that says what went wrong, such as {@code context_length_exceeded} or {@code
 * idle_timeout}: 1 to 64 of the characters {@code A-Z a-z 0-9 _ . : / -}.
 *
 * <p>A provider's messages may quote a prompt, so none is kept: a text that is not such a code
 * becomes {@link #OTHER}.
 */
public record ProviderCode(String code) {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

  /** For a provider that gave no usable code. */
  public static final ProviderCode OTHER = new ProviderCode("other");

  public ProviderCode {
    if (!CODE.matcher(requireNonNull(code, "code")).matches()) {
      throw new IllegalArgumentException("not a provider code");
    }
  }

  /** The code, or {@link #OTHER} if the text is none. */
  public static ProviderCode of(@Nullable String text) {
    return text != null && CODE.matcher(text).matches() ? new ProviderCode(text) : OTHER;
  }

  @Override
  public String toString() {
    return code;
  }
}
