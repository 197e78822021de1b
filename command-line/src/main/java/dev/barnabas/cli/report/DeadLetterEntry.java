package dev.barnabas.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.RecordReading.Content;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.topics.RecordJson;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter and where it lies.
 *
 * @param partition of the dead-letter topic
 * @param offset of the dead-letter topic
 * @param letter what it says
 */
public record DeadLetterEntry(int partition, long offset, DeadLetter letter) {
  /** The header that says where a record that was sent again had been. */
  public static final String REDRIVEN = "barnabas-redriven";

  private static final JsonMapper JSON = new JsonMapper();

  /** {@code PARTITION:OFFSET}, how a person names it. */
  public String id() {
    return partition + ":" + offset;
  }

  /** Where the record was first written. */
  public String source() {
    String topic = letter.getOriginTopic();
    return topic == null
        ? letter.getSourceTopic()
            + "-"
            + letter.getSourcePartition()
            + "@"
            + letter.getSourceOffset()
        : topic + "-" + letter.getOriginPartition() + "@" + letter.getOriginOffset();
  }

  /** Whether the letter holds the whole value, so that it can be sent again. */
  public boolean isWhole() {
    ByteBuffer value = letter.getValue();
    return value == null ? letter.getValueSize() < 0 : value.remaining() == letter.getValueSize();
  }

  /**
   * The record as it was, for the partition where it was first written, with a header that says
   * where it has been.
   */
  public ProducerRecord<byte[], byte[]> again() {
    RecordHeaders headers = new RecordHeaders();
    letter.getHeaders().forEach((name, value) -> headers.add(name, bytes(value)));
    headers.remove(REDRIVEN);
    headers.add(REDRIVEN, id().getBytes(UTF_8));
    String topic = letter.getOriginTopic();
    Integer partition = letter.getOriginPartition();
    return new ProducerRecord<>(
        topic == null ? letter.getSourceTopic() : topic,
        partition == null ? letter.getSourcePartition() : partition,
        bytes(letter.getKey()),
        bytes(letter.getValue()),
        headers);
  }

  /** Everything it says, as JSON, with the value read where it is one of our records. */
  public String json(RecordReading records) {
    ObjectNode all = JSON.createObjectNode().put("id", id());
    all.putRawValue("letter", new RawValue(RecordJson.write(letter)));
    RecordHeaders headers = new RecordHeaders();
    for (Map.Entry<String, ByteBuffer> header : letter.getHeaders().entrySet()) {
      headers.add(header.getKey(), bytes(header.getValue()));
    }
    byte[] value = bytes(letter.getValue());
    if (value != null && records.read(value, headers) instanceof Content.Known(var readable)) {
      all.putRawValue("value", new RawValue(RecordJson.write(readable)));
    }
    return all.toString();
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
