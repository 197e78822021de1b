package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  @Test
  void writesAmountsAsTextAndTimesAsIso8601() throws Exception {
    JsonNode json = new ObjectMapper().readTree(RecordJson.write(Samples.usage()));
    assertThat(json.at("/lines/0/quantity").textValue()).isEqualTo("12");
    assertThat(json.at("/lines/0/unitPrice").textValue()).isEqualTo("0.00000015");
    assertThat(json.at("/recordedAt").textValue()).isEqualTo("2026-11-20T10:15:30.123Z");
    assertThat(json.at("/kind").textValue()).isEqualTo("USAGE");
    assertThat(json.at("/latencyMs").isNull()).isTrue();
    assertThat(json.at("/seq").isInt()).isTrue();
  }

  @Test
  void writesBytesAsBase64OnOneLine() throws Exception {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setSourceTopic("t")
            .setSourcePartition(0)
            .setSourceOffset(1)
            .setAppendedAt(Samples.NOW)
            .setReason("UNREADABLE")
            .setValue(ByteBuffer.wrap(new byte[] {0, 1, 2}))
            .setValueSize(3)
            .setHeaders(Map.of("h\n", ByteBuffer.wrap(new byte[] {'x'})))
            .setComponent("c")
            .setRecordedAt(Samples.NOW)
            .build();
    String line = RecordJson.write(letter);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(line).doesNotContain("\n");
    assertThat(json.at("/value").binaryValue()).containsExactly(0, 1, 2);
    assertThat(json.get("headers").get("h\n").binaryValue()).containsExactly('x');
    assertThat(letter.getValue().remaining()).isEqualTo(3);
  }
}
