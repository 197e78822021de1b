package dev.barnabas.worker.app;

import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.worker.pool.Flow;
import dev.barnabas.worker.pool.WorkRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Names the flow of a work item, for turns between tenants: reads the two fields that say so and
 * skips the rest, so that a long prompt costs the poll thread nothing. An item that cannot be read,
 * or whose schema is not at hand yet, shares {@link Flow#COMMON}. Never asks the registry. For one
 * thread.
 */
final class WorkItemFlows implements Function<WorkRecord, Flow> {
  private static final int HEADER_BYTES = 5;
  private static final Schema FLOW =
      SchemaBuilder.record(WorkItem.class.getSimpleName())
          .namespace(WorkItem.class.getPackageName())
          .fields()
          .requiredString("flow")
          .name("weight")
          .type()
          .intType()
          .intDefault(1)
          .endRecord();

  private final SchemaIds schemas;
  private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
  private @Nullable BinaryDecoder decoder;

  WorkItemFlows(SchemaIds schemas) {
    this.schemas = schemas;
  }

  @Override
  public Flow apply(WorkRecord record) {
    byte[] value = record.value();
    Optional<Integer> id = RecordCodec.schemaId(value);
    if (value == null || id.isEmpty()) {
      return Flow.COMMON;
    }
    Optional<Schema> writer = schemas.cached(id.get());
    return writer.isEmpty() ? Flow.COMMON : read(value, reader(id.get(), writer.get()));
  }

  private Flow read(byte[] value, GenericDatumReader<GenericRecord> reader) {
    try {
      decoder =
          DecoderFactory.get()
              .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
      GenericRecord read = reader.read(null, decoder);
      return Flow.clamped(read.get("flow").toString(), (Integer) read.get("weight"));
    } catch (IOException | RuntimeException unreadable) {
      return Flow.COMMON;
    }
  }

  private GenericDatumReader<GenericRecord> reader(int id, Schema writer) {
    return readers.computeIfAbsent(id, _ -> new GenericDatumReader<>(writer, FLOW));
  }
}
