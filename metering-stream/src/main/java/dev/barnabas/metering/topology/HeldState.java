package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.barnabas.topics.SourceCoordinates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits for its schema, as the state store keeps it: a version byte, then the fields
 * in order.
 *
 * @param schemaId the id that was not at hand
 * @param record the record as it was read
 */
record HeldState(int schemaId, IncomingRecord record) {

  private static final int VERSION = 1;

  HeldState {
    requireNonNull(record, "record");
  }

  byte[] encode() {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(schemaId);
      out.writeUTF(record.source().topic());
      out.writeInt(record.source().partition());
      out.writeLong(record.source().offset());
      out.writeLong(record.source().appendedAt().toEpochMilli());
      writeBytes(out, record.key());
      writeBytes(out, record.value());
      out.writeInt(record.headers().toArray().length);
      for (var header : record.headers()) {
        writeBytes(out, header.key().getBytes(UTF_8));
        writeBytes(out, header.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static HeldState decode(byte[] state) {
    try (var in = new DataInputStream(new ByteArrayInputStream(state))) {
      StateVersions.require(VERSION, in.readUnsignedByte(), MeteringStores.HELD);
      int schemaId = in.readInt();
      var source =
          new SourceCoordinates(
              in.readUTF(), in.readInt(), in.readLong(), Instant.ofEpochMilli(in.readLong()));
      byte @Nullable [] key = readBytes(in);
      byte @Nullable [] value = readBytes(in);
      int size = in.readInt();
      var headers = new RecordHeaders();
      for (int i = 0; i < size; i++) {
        headers.add(readHeader(in));
      }
      return new HeldState(schemaId, new IncomingRecord(source, key, value, headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings(
      "NullAway") // A Kafka header may have no value; its constructor does not say so.
  private static Header readHeader(DataInputStream in) throws IOException {
    byte[] key = requireNonNull(readBytes(in), "header key");
    return new RecordHeader(new String(key, UTF_8), readBytes(in));
  }

  private static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : in.readNBytes(length);
  }
}
