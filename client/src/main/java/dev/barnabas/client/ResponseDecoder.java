package dev.barnabas.client;

import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads response records; may ask the registry, so it runs on the client's own threads. */
final class ResponseDecoder {
  private static final Logger log = LoggerFactory.getLogger(ResponseDecoder.class);

  private final SchemaIds schemas;
  private final RecordCodec codec;

  ResponseDecoder(SchemaIds schemas) {
    this.schemas = schemas;
    this.codec = new RecordCodec(schemas);
  }

  /**
   * The response of a record; empty if it is none.
   *
   * @throws RegistrySilent if the registry must be asked and does not answer: try again
   */
  Optional<InferenceResponse> decode(ConsumerRecord<byte[], byte[]> record) throws RegistrySilent {
    Parsed<InferenceResponse> parsed = codec.decode(record.value(), InferenceResponse.class);
    if (parsed instanceof Parsed.SchemaUnknown<InferenceResponse>(int id)) {
      parsed =
          switch (schemas.lookUp(id)) {
            case SchemaLookup.Found ignored ->
                codec.decode(record.value(), InferenceResponse.class);
            case SchemaLookup.NotFound ignored -> parsed;
            case SchemaLookup.Unreachable(String cause) -> throw new RegistrySilent(cause);
          };
    }
    return switch (parsed) {
      case Parsed.Read<InferenceResponse>(var response) -> Optional.of(response);
      case Parsed.Unreadable<InferenceResponse>(String code, String position) ->
          skip(record, code, position);
      case Parsed.SchemaUnknown<InferenceResponse>(int id) ->
          skip(record, "SCHEMA_NOT_FOUND", "id " + id);
    };
  }

  private static Optional<InferenceResponse> skip(
      ConsumerRecord<byte[], byte[]> record, String code, String position) {
    log.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("code", code)
        .addKeyValue("position", position)
        .log("skipped a record that is no response");
    return Optional.empty();
  }

  /** The registry does not answer; the record must not be skipped. */
  static final class RegistrySilent extends Exception {
    RegistrySilent(String cause) {
      super(cause);
    }
  }
}
