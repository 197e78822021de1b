package dev.barnabas.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.topics.InMemorySchemas;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class DeadLetterEntryTest {
  private static DeadLetter.Builder letter(String value) {
    return DeadLetter.newBuilder()
        .setSourceTopic("inference.misplaced")
        .setSourcePartition(1)
        .setSourceOffset(7)
        .setAppendedAt(Instant.EPOCH)
        .setReason("UNREADABLE")
        .setKey(ByteBuffer.wrap("acme".getBytes(UTF_8)))
        .setValue(ByteBuffer.wrap(value.getBytes(UTF_8)))
        .setValueSize(value.length())
        .setHeaders(Map.of("content-type", ByteBuffer.wrap("application/json".getBytes(UTF_8))))
        .setComponent("broker-app")
        .setRecordedAt(Instant.EPOCH);
  }

  @Test
  void aRecordGoesBackAsItWasWhereItWasFirstWritten() {
    DeadLetter moved =
        letter("{}")
            .setOriginTopic("inference.requests")
            .setOriginPartition(3)
            .setOriginOffset(9L)
            .build();
    DeadLetterEntry entry = new DeadLetterEntry(0, 42, moved);

    ProducerRecord<byte[], byte[]> again = entry.again();

    assertThat(entry.source()).isEqualTo("inference.requests-3@9");
    assertThat(again.topic()).isEqualTo("inference.requests");
    assertThat(again.partition()).isEqualTo(3);
    assertThat(again.value()).isEqualTo("{}".getBytes(UTF_8));
    assertThat(again.key()).isEqualTo("acme".getBytes(UTF_8));
    assertThat(again.headers().lastHeader("content-type").value())
        .isEqualTo("application/json".getBytes(UTF_8));
    assertThat(again.headers().lastHeader(DeadLetterEntry.REDRIVEN).value())
        .isEqualTo("0:42".getBytes(UTF_8));
  }

  @Test
  void aRecordThatWasNotMovedGoesBackToItsSource() {
    DeadLetterEntry entry = new DeadLetterEntry(0, 1, letter("x").build());

    assertThat(entry.again().topic()).isEqualTo("inference.misplaced");
    assertThat(entry.source()).isEqualTo("inference.misplaced-1@7");
  }

  @Test
  void aValueThatWasCutIsNotWhole() {
    assertThat(new DeadLetterEntry(0, 1, letter("abc").build()).isWhole()).isTrue();
    assertThat(new DeadLetterEntry(0, 1, letter("abc").setValueSize(4).build()).isWhole())
        .isFalse();
    assertThat(
            new DeadLetterEntry(0, 1, letter("").setValue(null).setValueSize(-1).build()).isWhole())
        .isTrue();
  }

  @Test
  void showingReadsAValueThatIsARequestAfterAll() {
    String request =
        "{\"modelId\":\"m\",\"prompt\":\"p\",\"metadata\":{\"tenantId\":\"t\",\"correlationId\":\"c\"}}";
    RecordReading records = new RecordReading(InMemorySchemas.ofProject());

    assertThat(new DeadLetterEntry(2, 5, letter(request).build()).json(records))
        .startsWith("{\"id\":\"2:5\"")
        .contains("\"value\":{\"modelId\":\"m\"");
  }
}
