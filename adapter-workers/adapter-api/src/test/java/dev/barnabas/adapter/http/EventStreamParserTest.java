package dev.barnabas.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.http.EventStreamParser.Feeding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventStreamParserTest {
  private static final int MAX = 1000;
  private static final String MIXED =
      """
      \uFEFF: hello

      event: a
      data: one
      data:two

      :


      data:  Grüße 😀

      id: 7

      retry: 5
      unknown
      data

      data: last

      """;
  private static final List<ServerSentEvent> EVENTS =
      List.of(
          new ServerSentEvent("a", "one\ntwo"),
          new ServerSentEvent("", " Grüße 😀"),
          new ServerSentEvent("", ""),
          new ServerSentEvent("", "last"));

  private final List<ServerSentEvent> seen = new ArrayList<>();
  private final EventStreamParser parser = new EventStreamParser(MAX, seen::add);

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void readsEveryKindOfLineEnd(String end) {
    parser.feed(bytes(MIXED.replace("\n", end)));

    assertThat(seen).isEqualTo(EVENTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void readsTheSameWhereverTheBytesAreSplit(String end) {
    byte[] all = MIXED.replace("\n", end).getBytes(StandardCharsets.UTF_8);
    for (int first = 0; first <= all.length; first++) {
      for (int second = first; second <= Math.min(all.length, first + 3); second++) {
        List<ServerSentEvent> events = new ArrayList<>();
        EventStreamParser one = new EventStreamParser(MAX, events::add);
        one.feed(ByteBuffer.wrap(all, 0, first));
        one.feed(ByteBuffer.wrap(all, first, second - first));
        one.feed(ByteBuffer.wrap(all, second, all.length - second));
        assertThat(events).as("split at %d and %d", first, second).isEqualTo(EVENTS);
      }
    }
  }

  @Test
  void readsByteByByte() {
    for (byte b : MIXED.getBytes(StandardCharsets.UTF_8)) {
      parser.feed(ByteBuffer.wrap(new byte[] {b}));
    }

    assertThat(seen).isEqualTo(EVENTS);
  }

  @Test
  void knowsAByteOrderMarkAtTheBeginningOnly() {
    parser.feed(bytes("data: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n"));

    assertThat(seen)
        .containsExactly(new ServerSentEvent("", "a"), new ServerSentEvent("", "\uFEFFc"));
  }

  @Test
  void keepsAnEventBackUntilItsBlankLine() {
    parser.feed(bytes("event: a\ndata: one\n"));

    assertThat(seen).isEmpty();
  }

  @Test
  void takesALastEventWithoutItsBlankLineOfABodyThatEndedInOrder() {
    parser.feed(bytes("event: a\ndata: one"));

    assertThat(parser.end()).isEqualTo(Feeding.MORE);
    assertThat(seen).containsExactly(new ServerSentEvent("a", "one"));
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] cut = {'d', 'a', 't', 'a', ':', (byte) 0xC3, '\n', '\n'};

    assertThat(parser.feed(ByteBuffer.wrap(cut))).isEqualTo(Feeding.NOT_TEXT);
    assertThat(seen).isEmpty();
  }

  @Test
  void letsACommentBeAnyBytes() {
    byte[] comment = {':', (byte) 0xFF, '\n', 'd', 'a', 't', 'a', ':', 'x', '\n', '\n'};

    assertThat(parser.feed(ByteBuffer.wrap(comment))).isEqualTo(Feeding.MORE);
    assertThat(seen).containsExactly(new ServerSentEvent("", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: %s", "data: %s\n", ": %s", "%s"})
  void holdsNoMoreThanAnEventMayHave(String line) {
    assertThat(parser.feed(bytes(line.formatted("x".repeat(MAX + 1)))))
        .isEqualTo(Feeding.TOO_LARGE);
  }

  @Test
  void countsTheLinesOfAnEventTogether() {
    String line = "data: " + "x".repeat(MAX / 4) + "\n";

    assertThat(parser.feed(bytes(line.repeat(3)))).isEqualTo(Feeding.MORE);
    assertThat(parser.feed(bytes(line.repeat(3)))).isEqualTo(Feeding.TOO_LARGE);
  }

  @Test
  void stopsWhenTheReceiverHasEnough() {
    EventStreamParser one = new EventStreamParser(MAX, event -> !seen.add(event));

    assertThat(one.feed(bytes("data: a\n\ndata: b\n\n"))).isEqualTo(Feeding.STOPPED);
    assertThat(seen).hasSize(1);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
