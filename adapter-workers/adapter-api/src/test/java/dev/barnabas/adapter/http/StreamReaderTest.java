package dev.barnabas.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.http.StreamStep.Stopped;
import dev.barnabas.vocabulary.FailureKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StreamReaderTest {
  private static final CallLimits LIMITS =
      CallLimits.DEFAULT.withMaxResponseBytes(2_000).withMaxStreamBytes(50_000);

  private final Echo echo = new Echo();

  @Test
  void isOverAtTheEndMarkerWhateverFollows() {
    StreamReader reader = reader(100);

    assertThat(feed(reader, "data: a\n\n")).isNull();
    assertThat(feed(reader, "data: END\n\ndata: b\n\n")).isEqualTo(StreamStep.COMPLETE);
    assertThat(feed(reader, "data: c\n\n")).isEqualTo(StreamStep.COMPLETE);
    assertThat(reader.finish()).isEqualTo(StreamStep.COMPLETE);
    assertThat(echo.said).hasToString("a");
  }

  @Test
  void takesAnEndInOrderWithoutTheMarkerForNoAnswer() {
    StreamReader reader = reader(100);
    feed(reader, "data: a\n\n");

    assertThat(reader.finish())
        .isEqualTo(StreamStep.stopped(FailureKind.PROVIDER_UNAVAILABLE, "stream_ended_early"));
  }

  @Test
  void cutsAtTheCapOfTokens() {
    StreamReader reader = reader(20);
    StreamStep.@Nullable End end = null;
    for (int i = 0; i < 100 && end == null; i++) {
      end = feed(reader, "data: 0123456789\n\n");
    }

    assertThat(end).isEqualTo(StreamStep.stopped(FailureKind.OUTPUT_CUT_OFF, "token_cap"));
    assertThat(echo.said.length()).isEqualTo(290);
  }

  @Test
  void cutsAtTheCapOfBytes() {
    StreamReader reader = reader(100_000);
    StreamStep.@Nullable End end = null;
    for (int i = 0; i < 1_000 && end == null; i++) {
      end = feed(reader, "data: 0123456789\n\n");
    }

    assertThat(end).isEqualTo(StreamStep.stopped(FailureKind.OUTPUT_CUT_OFF, "byte_cap"));
    assertThat(echo.said.length()).isEqualTo(2_010);
  }

  @Test
  void cutsAStreamOfNothingButKeepAlivesAtItsBytes() {
    StreamReader reader = reader(100);
    StreamStep.@Nullable End end = null;
    for (int i = 0; i < 10_000 && end == null; i++) {
      end = feed(reader, ": keep-alive\n\n");
    }

    assertThat(end)
        .isEqualTo(StreamStep.stopped(FailureKind.RESPONSE_TOO_LARGE, "stream_too_large"));
  }

  @Test
  void refusesOneEventThatIsLargerThanAnAnswerMayBe() {
    StreamStep.@Nullable End end = feed(reader(100), "data: " + "x".repeat(30_000));

    assertThat(end)
        .isEqualTo(StreamStep.stopped(FailureKind.RESPONSE_TOO_LARGE, "event_too_large"));
  }

  @Test
  void standsStillOnceItIsClosed() {
    StreamReader reader = reader(100);
    feed(reader, "data: a\n\n");
    reader.close();

    feed(reader, "data: b\n\ndata: END\n\n");

    assertThat(echo.said).hasToString("a");
    assertThat(reader.finish()).isInstanceOf(Stopped.class);
  }

  private StreamReader reader(int maxTokens) {
    return new StreamReader(echo, LIMITS, maxTokens);
  }

  private static StreamStep.@Nullable End feed(StreamReader reader, String text) {
    return reader.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).orElse(null);
  }

  /** Says what the events say. */
  private static final class Echo implements StreamAssembly {
    private final GeneratedText generated = new GeneratedText();
    private final StringBuilder said = new StringBuilder();

    @Override
    public StreamStep accept(ServerSentEvent event) {
      if (event.data().equals("END")) {
        return StreamStep.COMPLETE;
      }
      said.append(event.data());
      generated.add(event.data());
      return StreamStep.MORE;
    }

    @Override
    public ObjectNode document() {
      return JsonNodeFactory.instance.objectNode().put("said", said.toString());
    }

    @Override
    public boolean usageIsFinal() {
      return false;
    }

    @Override
    public GeneratedText generated() {
      return generated;
    }
  }
}
