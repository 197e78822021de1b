package dev.barnabas.topics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a misplaced record was first written. The header counts only on the misplaced topic, which
 * broker-app alone writes: anyone can put it on a record elsewhere.
 */
public final class OriginHeaders {
  /** The header's name; its value is {@code topic/partition/offset/append time in ms}. */
  public static final String ORIGIN = "barnabas-origin";

  private static final int MAX_LENGTH = 400;

  private OriginHeaders() {}

  /** Writes the origin, replacing any that the record brought along. */
  public static void add(Headers headers, SourceCoordinates origin) {
    headers.remove(ORIGIN);
    String value =
        String.join(
            "/",
            origin.topic(),
            Integer.toString(origin.partition()),
            Long.toString(origin.offset()),
            Long.toString(origin.appendedAt().toEpochMilli()));
    headers.add(ORIGIN, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The origin of a record of the misplaced topic; empty if the header is absent or nonsense. */
  public static Optional<SourceCoordinates> of(Headers headers) {
    Header header = headers.lastHeader(ORIGIN);
    if (header == null || header.value() == null || header.value().length > MAX_LENGTH) {
      return Optional.empty();
    }
    String[] parts = new String(header.value(), StandardCharsets.UTF_8).split("/", -1);
    try {
      return parts.length == 4
          ? Optional.of(
              new SourceCoordinates(
                  parts[0],
                  Integer.parseInt(parts[1]),
                  Long.parseLong(parts[2]),
                  Instant.ofEpochMilli(Long.parseLong(parts[3]))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
