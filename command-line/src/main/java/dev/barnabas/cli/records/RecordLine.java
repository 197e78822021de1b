package dev.barnabas.cli.records;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.barnabas.cli.records.RecordReading.Content;
import dev.barnabas.topics.RecordJson;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a topic as one line of JSON: where it lies, when it was appended, what it says. */
public final class RecordLine {
  private static final JsonMapper JSON = new JsonMapper();

  private RecordLine() {}

  /** One line, without a line end. */
  public static String of(ConsumerRecord<byte[], byte[]> record, Content content) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("topic", record.topic())
            .put("partition", record.partition())
            .put("offset", record.offset())
            .put("appendedAt", Instant.ofEpochMilli(record.timestamp()).toString())
            .put("key", RecordReading.key(record));
    switch (content) {
      case Content.Known(var value) ->
          line.put("type", value.getSchema().getName())
              .putRawValue("value", new RawValue(RecordJson.write(value)));
      case Content.Unreadable(var code, var position) ->
          line.put("unreadable", code).put("position", position);
      case Content.Tombstone() -> line.putNull("value");
    }
    return line.toString();
  }
}
