package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the ordered stores: big-endian, so that byte order is the order meant. A tenant's id has
 * no zero byte.
 */
final class StoreKeys {
  private static final Pattern ATTEMPT_ID = Pattern.compile("[0-9a-f]{48}");

  private StoreKeys() {}

  static Bytes timer(Timer timer) {
    byte[] key = timer.key().toBytes();
    byte[] subject = timer.subject().getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(8 + 1 + 4 + key.length + subject.length)
            .putLong(timer.due().toEpochMilli())
            .put(timer.kind().code())
            .putInt(key.length)
            .put(key)
            .put(subject)
            .array());
  }

  static Timer timer(Bytes bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
    Instant due = Instant.ofEpochMilli(buffer.getLong());
    Timer.Kind kind = Timer.Kind.ofCode(buffer.get());
    byte[] key = new byte[buffer.getInt()];
    buffer.get(key);
    byte[] subject = new byte[buffer.remaining()];
    buffer.get(subject);
    return new Timer(due, kind, RequestKey.fromBytes(key), new String(subject, UTF_8));
  }

  /** An attempt's id, whose hexadecimal digits are kept as bytes. */
  static Bytes attempt(String attemptId) {
    return Bytes.wrap(
        ATTEMPT_ID.matcher(attemptId).matches()
            ? HexFormat.of().parseHex(attemptId)
            : attemptId.getBytes(UTF_8));
  }

  static Bytes time(Instant at) {
    return Bytes.wrap(ByteBuffer.allocate(8).putLong(at.toEpochMilli()).array());
  }

  static Bytes parked(String tenantId, Lane lane, long ticket) {
    byte[] tenant = tenantId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(tenant.length + 1 + 1 + 8)
            .put(tenant)
            .put((byte) 0)
            .put(lane.code())
            .putLong(ticket)
            .array());
  }

  /** The first key of a tenant, or with {@code after} the first that comes after all of them. */
  static Bytes tenant(String tenantId, boolean after) {
    byte[] tenant = tenantId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(tenant.length + 1).put(tenant).put((byte) (after ? 1 : 0)).array());
  }

  static long ticketOf(Bytes parked) {
    byte[] bytes = parked.get();
    return ByteBuffer.wrap(bytes, bytes.length - Long.BYTES, Long.BYTES).getLong();
  }

  static String tenantOf(Bytes parked) {
    byte[] bytes = parked.get();
    int end = 0;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, UTF_8);
  }
}
