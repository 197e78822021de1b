package dev.barnabas.topics;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters: a record that could not be taken, cut to a size that the topic always takes. Key
 * and headers together are kept up to {@value #MAX_REST_BYTES} bytes, the value up to {@value
 * #MAX_VALUE_BYTES}.
 */
public final class DeadLetters {
  /** The most bytes of the value that are kept: 64 KiB. */
  public static final int MAX_VALUE_BYTES = 64 * 1024;

  /** The most bytes of key and headers that are kept: 32 KiB. */
  public static final int MAX_REST_BYTES = 32 * 1024;

  private final String component;

  /** Dead letters of a process, such as {@code broker-app}. */
  public DeadLetters(String component) {
    this.component = component;
  }

  /**
   * The dead letter of a record.
   *
   * @param source where it was read; its origin is taken from {@code origin}
   * @param origin where it was first written, for a record of the misplaced topic
   * @param reason why it was not taken
   * @param detail a finer code, never an exception's message
   * @param position where in the value
   * @param now when that was decided
   */
  public DeadLetter of(
      SourceCoordinates source,
      Optional<SourceCoordinates> origin,
      DeadLetterReason reason,
      @Nullable String detail,
      @Nullable String position,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      Instant now) {
    int keyBytes = key == null ? 0 : Math.min(key.length, MAX_REST_BYTES);
    return DeadLetter.newBuilder()
        .setSourceTopic(source.topic())
        .setSourcePartition(source.partition())
        .setSourceOffset(source.offset())
        .setOriginTopic(origin.map(SourceCoordinates::topic).orElse(null))
        .setOriginPartition(origin.map(SourceCoordinates::partition).orElse(null))
        .setOriginOffset(origin.map(SourceCoordinates::offset).orElse(null))
        .setAppendedAt(source.appendedAt())
        .setReason(reason.name())
        .setDetail(detail)
        .setPosition(position)
        .setKey(key == null ? null : first(key, MAX_REST_BYTES))
        .setValue(value == null ? null : first(value, MAX_VALUE_BYTES))
        .setValueSize(value == null ? -1 : value.length)
        .setValueSha256(value == null ? null : sha256(value))
        .setHeaders(headers(headers, MAX_REST_BYTES - keyBytes))
        .setComponent(component)
        .setRecordedAt(now)
        .build();
  }

  /** The dead letter of bytes that are no record. */
  public DeadLetter of(
      SourceCoordinates source,
      Optional<SourceCoordinates> origin,
      Parsed.Unreadable<?> unreadable,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      Instant now) {
    return of(
        source,
        origin,
        DeadLetterReason.UNREADABLE,
        unreadable.code(),
        unreadable.position(),
        key,
        value,
        headers,
        now);
  }

  private static ByteBuffer first(byte[] bytes, int max) {
    return ByteBuffer.wrap(bytes.length <= max ? bytes : Arrays.copyOf(bytes, max));
  }

  private static Map<String, ByteBuffer> headers(Headers headers, int room) {
    Map<String, ByteBuffer> kept = new HashMap<>();
    int left = room;
    for (Header header : headers) {
      byte[] value = header.value() == null ? new byte[0] : header.value();
      int size = header.key().length() * 3 + value.length;
      if (size <= left) {
        kept.put(header.key(), ByteBuffer.wrap(value));
        left -= size;
      }
    }
    return kept;
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
