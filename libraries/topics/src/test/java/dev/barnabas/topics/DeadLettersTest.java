package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final SourceCoordinates SOURCE =
      new SourceCoordinates("inference.misplaced", 1, 7, Samples.NOW);

  private final DeadLetters letters = new DeadLetters("broker-app");
  private final RecordCodec codec = new RecordCodec(InMemorySchemas.ofProject());

  @Test
  @Tag("rule-5.1")
  void keepsTheStartTheSizeAndTheHashOfALongValue() throws Exception {
    byte[] value = new byte[200_000];
    value[199_999] = 1;

    DeadLetter letter =
        letters.of(
            SOURCE,
            Optional.of(new SourceCoordinates("inference.requests", 3, 42, Samples.NOW)),
            new Parsed.Unreadable<>("BAD_MAGIC", "byte 0"),
            new byte[] {'k'},
            value,
            new RecordHeaders().add("h", new byte[] {1}).add("h", new byte[] {2}),
            Samples.NOW);

    assertThat(letter.getReason()).isEqualTo("UNREADABLE");
    assertThat(letter.getDetail()).isEqualTo("BAD_MAGIC");
    assertThat(letter.getOriginOffset()).isEqualTo(42);
    assertThat(letter.getValue().remaining()).isEqualTo(65_536);
    assertThat(letter.getValueSize()).isEqualTo(200_000);
    assertThat(letter.getValueSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value)));
    assertThat(letter.getHeaders()).containsEntry("h", ByteBuffer.wrap(new byte[] {2}));
  }

  @Test
  void tellsATombstoneFromAnEmptyValue() {
    assertThat(letter(null).getValueSize()).isEqualTo(-1);
    assertThat(letter(null).getValue()).isNull();
    assertThat(letter(new byte[0]).getValueSize()).isZero();
  }

  @Test
  void fitsItsTopicWhateverTheRecordBroughtAlong() {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < 200; i++) {
      headers.add("ä".repeat(100) + i, new byte[2_000]);
    }
    headers.add("null", null);
    DeadLetter letter =
        letters.of(
            SOURCE,
            Optional.empty(),
            DeadLetterReason.INTERNAL,
            null,
            null,
            new byte[500_000],
            new byte[500_000],
            headers,
            Samples.NOW);
    int limit =
        new TopicCatalogue(TopicNames.ofDefaults())
            .definitions(TopicPlan.ofDefaults(Set.of())).stream()
                .filter(topic -> topic.name().equals("inference.dead-letter"))
                .mapToInt(TopicDefinition::maxMessageBytes)
                .sum();
    assertThat(codec.encode(letter).length).isLessThan(limit / 2);
  }

  private DeadLetter letter(byte @Nullable [] value) {
    return letters.of(
        SOURCE,
        Optional.empty(),
        DeadLetterReason.UNREADABLE,
        "x",
        "byte 0",
        null,
        value,
        new RecordHeaders(),
        Samples.NOW);
  }
}
