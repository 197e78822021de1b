package dev.barnabas.cli.verify;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RecordTypes;
import dev.barnabas.topics.RequestJson;
import dev.barnabas.topics.SchemaIds;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads values of any topic. Asks the registry for ids it has not met; any thread. */
final class ValueReading {
  private static final Map<String, Class<? extends SpecificRecord>> TYPES =
      RecordTypes.schemas().stream()
          .collect(Collectors.toUnmodifiableMap(Schema::getFullName, ValueReading::type));

  private final SchemaIds schemas;
  private final RecordCodec codec;

  ValueReading(SchemaIds schemas) {
    this.schemas = schemas;
    this.codec = new RecordCodec(schemas);
  }

  private static Class<? extends SpecificRecord> type(Schema schema) {
    Class<?> type = new SpecificData(ValueReading.class.getClassLoader()).getClass(schema);
    return type.asSubclass(SpecificRecord.class);
  }

  /**
   * What a value is.
   *
   * @param value the bytes, null for none
   * @param headers of the record
   * @param mayBeJson whether the topic takes requests as JSON
   */
  Reading read(byte @Nullable [] value, Headers headers, boolean mayBeJson) {
    if (mayBeJson && RequestJson.isJson(headers)) {
      return reading(RequestJson.parse(value));
    }
    Optional<Integer> id = RecordCodec.schemaId(value);
    if (id.isPresent() && schemas.cached(id.get()).isEmpty()) {
      var _ = schemas.lookUp(id.get());
    }
    String name = codec.typeOf(value).orElse("");
    return reading(codec.decode(value, TYPES.getOrDefault(name, InferenceRequest.class)));
  }

  private static Reading reading(Parsed<? extends SpecificRecord> parsed) {
    return switch (parsed) {
      case Parsed.Read<? extends SpecificRecord> read -> new Reading.Decoded(read.record());
      case Parsed.Unreadable<? extends SpecificRecord> bad ->
          new Reading.Unreadable(bad.code(), bad.position());
      case Parsed.SchemaUnknown<? extends SpecificRecord> _ ->
          new Reading.Unreadable(Reading.SCHEMA_UNKNOWN, "byte 1");
    };
  }
}
