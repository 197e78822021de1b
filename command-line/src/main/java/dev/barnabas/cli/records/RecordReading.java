package dev.barnabas.cli.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RecordTypes;
import dev.barnabas.topics.RequestJson;
import dev.barnabas.topics.SchemaIds;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Turns the values of any topic into records. Asks the registry for ids it has not met. */
public final class RecordReading {
  private final SchemaIds schemas;
  private final RecordCodec codec;
  private final Map<String, Class<? extends SpecificRecord>> types;

  /** Over a registry's schemas. */
  public RecordReading(SchemaIds schemas) {
    this.schemas = schemas;
    this.codec = new RecordCodec(schemas);
    this.types =
        RecordTypes.schemas().stream()
            .collect(Collectors.toMap(Schema::getFullName, RecordReading::type));
  }

  private static Class<? extends SpecificRecord> type(Schema schema) {
    Class<?> type = new SpecificData(RecordReading.class.getClassLoader()).getClass(schema);
    return type.asSubclass(SpecificRecord.class);
  }

  /** What a value is. */
  public Content read(ConsumerRecord<byte[], byte[]> record) {
    return read(record.value(), record.headers());
  }

  /** What a value is. */
  public Content read(byte[] value, Headers headers) {
    if (value == null) {
      return new Content.Tombstone();
    }
    if (RequestJson.isJson(headers)) {
      return content(RequestJson.parse(value));
    }
    RecordCodec.schemaId(value)
        .filter(id -> schemas.cached(id).isEmpty())
        .ifPresent(id -> schemas.lookUp(id));
    Optional<String> name = codec.typeOf(value);
    return name.isPresent() && types.containsKey(name.get())
        ? content(codec.decode(value, typeOf(name.get())))
        : content(codec.decode(value, InferenceRequest.class));
  }

  /** The record, if the value is one of that type. */
  public <T extends SpecificRecord> Optional<T> read(
      ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    return read(record) instanceof Content.Known(SpecificRecord value) && type.isInstance(value)
        ? Optional.of(type.cast(value))
        : Optional.empty();
  }

  /** A key as text; empty for none. */
  public static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  private Class<? extends SpecificRecord> typeOf(String name) {
    Class<? extends SpecificRecord> type = types.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no record is called " + name);
    }
    return type;
  }

  private static Content content(Parsed<? extends SpecificRecord> parsed) {
    return switch (parsed) {
      case Parsed.Read<? extends SpecificRecord> read -> new Content.Known(read.record());
      case Parsed.Unreadable<? extends SpecificRecord> bad ->
          new Content.Unreadable(bad.code(), bad.position());
      case Parsed.SchemaUnknown<? extends SpecificRecord> unknown ->
          new Content.Unreadable("SCHEMA_UNKNOWN", "schema id " + unknown.id());
    };
  }

  /** What a value turned out to be. */
  public sealed interface Content {
    /**
     * One of our records.
     *
     * @param record the record
     */
    record Known(SpecificRecord record) implements Content {}

    /**
     * Nothing of ours.
     *
     * @param code why, a word of {@code UnreadableCode} or SCHEMA_UNKNOWN
     * @param position where
     */
    record Unreadable(String code, String position) implements Content {}

    /** A compacted topic's deletion. */
    record Tombstone() implements Content {}
  }

  /** Finds a field of a record by its path; null where there is none. */
  public static Function<SpecificRecord, Optional<Object>> field(String... path) {
    return record -> {
      Object value = record;
      for (String name : path) {
        if (!(value instanceof SpecificRecord inner)
            || inner.getSchema().getField(name) == null
            || inner.get(inner.getSchema().getField(name).pos()) == null) {
          return Optional.empty();
        }
        value = inner.get(inner.getSchema().getField(name).pos());
      }
      return Optional.of(value);
    };
  }

  /** The tenant a record is about; empty where it names none. */
  public static Optional<String> tenant(SpecificRecord record) {
    return field("tenantId")
        .apply(record)
        .or(() -> field("metadata", "tenantId").apply(record))
        .map(Object::toString);
  }

  /** The request a record is about; empty where it names none. */
  public static Optional<String> correlationId(SpecificRecord record) {
    return field("correlationId")
        .apply(record)
        .or(() -> field("metadata", "correlationId").apply(record))
        .map(Object::toString);
  }
}
