package dev.barnabas.adapter.anthropic;

import com.anthropic.models.messages.Base64ImageSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Data inside an address: {@code data:image/png;base64,…}.
 *
 * @param mediaType such as {@code image/png}
 * @param base64 the data
 */
record DataUri(String mediaType, String base64) {
  private static final Pattern FORM = Pattern.compile("data:([a-z]+/[a-z0-9.+-]+);base64,");

  static Optional<DataUri> parse(String text) {
    Matcher head = FORM.matcher(text);
    return head.lookingAt()
        ? Optional.of(new DataUri(head.group(1), text.substring(head.end())))
        : Optional.empty();
  }

  Base64ImageSource source() {
    return Base64ImageSource.builder()
        .mediaType(Base64ImageSource.MediaType.of(mediaType))
        .data(base64)
        .build();
  }
}
