package dev.barnabas.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as one line of JSON, for people and scripts: fields in the schema's order, unions without
 * their branch, amounts as text so that no reader rounds them, bytes as base64, times in ISO 8601.
 */
public final class RecordJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RecordJson() {}

  /** One line without a line end. */
  public static String write(SpecificRecord record) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writeRecord(record, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void writeRecord(IndexedRecord record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeFieldName(field.name());
      writeValue(record.get(field.pos()), json);
    }
    json.writeEndObject();
  }

  private static void writeValue(@Nullable Object value, JsonGenerator json) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case IndexedRecord record -> writeRecord(record, json);
      case Collection<?> items -> writeArray(items, json);
      case Map<?, ?> entries -> writeMap(entries, json);
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Float number -> json.writeNumber(number);
      case BigDecimal amount -> json.writeString(plain(amount));
      case Instant time -> json.writeString(time.toString());
      case ByteBuffer bytes -> json.writeBinary(array(bytes));
      default -> json.writeString(value.toString());
    }
  }

  private static void writeArray(Collection<?> items, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Object item : items) {
      writeValue(item, json);
    }
    json.writeEndArray();
  }

  private static void writeMap(Map<?, ?> entries, JsonGenerator json) throws IOException {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    entries.forEach((name, value) -> sorted.put(String.valueOf(name), value));
    json.writeStartObject();
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      json.writeFieldName(entry.getKey());
      writeValue(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
