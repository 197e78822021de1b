package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import dev.barnabas.topics.Parsed.Read;
import dev.barnabas.topics.Parsed.SchemaUnknown;
import dev.barnabas.topics.Parsed.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroMissingFieldException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Values on the wire: a zero byte, the schema's id in four bytes, the record in Avro's binary
 * encoding. The layout is the one that Confluent-compatible serialisers write.
 *
 * <p>Safe for use by many threads. Decoding never asks the registry and never throws, whatever the
 * bytes are.
 */
public final class RecordCodec {
  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private final SchemaIds ids;
  private final RecordModel model = new RecordModel();
  private final ConcurrentMap<ReaderKey, SpecificDatumReader<? extends SpecificRecord>> readers =
      new ConcurrentHashMap<>();

  /** A codec over a registry's ids. */
  public RecordCodec(SchemaIds ids) {
    this.ids = requireNonNull(ids, "ids");
  }

  /**
   * The bytes of a record.
   *
   * @throws IllegalStateException if the record's schema has no id yet
   * @throws org.apache.avro.AvroRuntimeException if a required field is null: a fault of the caller
   */
  public byte[] encode(SpecificRecord record) {
    Schema schema = record.getSchema();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    bytes.write(MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(ids.idOf(schema)).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<>(schema, model).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The id of a value's schema; empty if the value has no header. */
  public static Optional<Integer> schemaId(byte @Nullable [] value) {
    return value != null && value.length >= HEADER_BYTES && value[0] == MAGIC
        ? Optional.of(ByteBuffer.wrap(value).getInt(1))
        : Optional.empty();
  }

  /**
   * The full name of a value's record where its schema is at hand; tells apart the records of a
   * topic that carries several.
   */
  public Optional<String> typeOf(byte @Nullable [] value) {
    return schemaId(value).flatMap(ids::cached).map(Schema::getFullName);
  }

  /**
   * Reads a value written with any version of the record's schema.
   *
   * @param value the bytes, or null for a tombstone
   * @param type the record expected
   */
  public <T extends SpecificRecord> Parsed<T> decode(byte @Nullable [] value, Class<T> type) {
    if (value == null) {
      return new Unreadable<>(UnreadableCode.NULL_VALUE, "byte 0");
    }
    if (value.length == 0) {
      return new Unreadable<>(UnreadableCode.EMPTY_VALUE, "byte 0");
    }
    if (value[0] != MAGIC) {
      return new Unreadable<>(UnreadableCode.BAD_MAGIC, "byte 0");
    }
    if (value.length < HEADER_BYTES) {
      return new Unreadable<>(UnreadableCode.TRUNCATED, at(value.length));
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    Optional<Schema> writer = ids.cached(id);
    return writer.isEmpty() ? new SchemaUnknown<>(id) : decode(value, id, writer.get(), type);
  }

  private <T extends SpecificRecord> Parsed<T> decode(
      byte[] value, int id, Schema writer, Class<T> type) {
    if (!writer.getFullName().equals(type.getName())) {
      return new Unreadable<>(UnreadableCode.WRONG_RECORD, "byte 1");
    }
    PayloadDecoder decoder = new PayloadDecoder(value, HEADER_BYTES);
    try {
      T record = type.cast(reader(id, writer, type).read(null, decoder));
      int end = decoder.position();
      return end == value.length
          ? new Read<>(record)
          : new Unreadable<>(UnreadableCode.TRAILING_BYTES, at(end));
    } catch (IOException | RuntimeException e) {
      return new Unreadable<>(code(e), at(decoder.position()));
    } catch (StackOverflowError e) {
      return new Unreadable<>(UnreadableCode.TOO_DEEP, at(decoder.position()));
    }
  }

  private SpecificDatumReader<? extends SpecificRecord> reader(
      int id, Schema writer, Class<? extends SpecificRecord> type) {
    return readers.computeIfAbsent(
        new ReaderKey(id, type),
        key -> new SpecificDatumReader<>(writer, model.getSchema(type), model));
  }

  private static UnreadableCode code(Exception e) {
    return switch (e) {
      case EOFException ignored -> UnreadableCode.TRUNCATED;
      case SystemLimitException ignored -> UnreadableCode.LENGTH_EXCEEDED;
      case AvroMissingFieldException ignored -> UnreadableCode.FIELD_MISSING;
      case AvroTypeException ignored -> UnreadableCode.WRONG_RECORD;
      default -> UnreadableCode.MALFORMED;
    };
  }

  private static String at(int offset) {
    return "byte " + offset;
  }

  /** One writer's schema read as one type. */
  private record ReaderKey(int id, Class<?> type) {}
}
