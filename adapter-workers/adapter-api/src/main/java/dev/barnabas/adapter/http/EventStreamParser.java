package dev.barnabas.adapter.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Reads the bytes of an event stream as they come, by the rules of the WHATWG's HTML standard,
 * §9.2.6: a line ends with CR, LF or both, a blank line ends an event, a line that begins with a
 * colon is a comment, a byte order mark at the very beginning is none of the text. Not thread-safe.
 *
 * <p>It differs in two places, because what travels here is JSON: bytes that are no UTF-8 are an
 * error and not a replacement character, and a last event whose blank line is missing counts if the
 * body itself ended in order. A piece of a JSON object is no JSON, so nothing is taken for whole
 * that is not.
 *
 * <p>It holds one event and no more.
 */
final class EventStreamParser {
  private static final int USUAL_LINE = 256;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** How reading some bytes went. */
  enum Feeding {
    /** More may come. */
    MORE,
    /** The receiver wants no more. */
    STOPPED,
    /** An event is larger than allowed. */
    TOO_LARGE,
    /** A line is no UTF-8. */
    NOT_TEXT
  }

  private final int maxEventBytes;
  private final Predicate<ServerSentEvent> receiver;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_LINE);
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private boolean hasData;
  private boolean atBeginning = true;
  private boolean afterCarriageReturn;

  /**
   * A parser.
   *
   * @param maxEventBytes of one event
   * @param receiver takes each event, and says whether it wants another
   */
  EventStreamParser(int maxEventBytes, Predicate<ServerSentEvent> receiver) {
    this.maxEventBytes = maxEventBytes;
    this.receiver = receiver;
  }

  /** Takes the next bytes. */
  Feeding feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (afterCarriageReturn && bytes.get(bytes.position()) == '\n') {
        bytes.get();
        afterCarriageReturn = false;
        continue;
      }
      afterCarriageReturn = false;
      int end = endOfLine(bytes);
      byte[] piece = new byte[end - bytes.position()];
      bytes.get(piece);
      line.writeBytes(piece);
      if (line.size() + data.length() > maxEventBytes) {
        return Feeding.TOO_LARGE;
      }
      if (bytes.hasRemaining()) {
        afterCarriageReturn = bytes.get() == '\r';
        Feeding read = endLine();
        if (read != Feeding.MORE) {
          return read;
        }
      }
    }
    return Feeding.MORE;
  }

  /** Takes it that the body ended in order: an event without its blank line is one. */
  Feeding end() {
    Feeding read = line.size() == 0 ? Feeding.MORE : endLine();
    return read == Feeding.MORE ? dispatch() : read;
  }

  private static int endOfLine(ByteBuffer bytes) {
    int end = bytes.position();
    while (end < bytes.limit() && bytes.get(end) != '\n' && bytes.get(end) != '\r') {
      end++;
    }
    return end;
  }

  private Feeding endLine() {
    byte[] bytes = line.toByteArray();
    line.reset();
    int start = atBeginning && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    atBeginning = false;
    int length = bytes.length - start;
    if (length == 0) {
      return dispatch();
    }
    if (bytes[start] == ':') {
      return Feeding.MORE;
    }
    try {
      field(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, start, length))
              .toString());
      return Feeding.MORE;
    } catch (CharacterCodingException e) {
      return Feeding.NOT_TEXT;
    }
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && bytes[0] == BYTE_ORDER_MARK[0]
        && bytes[1] == BYTE_ORDER_MARK[1]
        && bytes[2] == BYTE_ORDER_MARK[2];
  }

  /** {@code id} and {@code retry} are for clients that connect again: we never do. */
  private void field(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    String stripped = value.startsWith(" ") ? value.substring(1) : value;
    if (name.equals("event")) {
      type = stripped;
    } else if (name.equals("data")) {
      if (hasData) {
        data.append('\n');
      }
      data.append(stripped);
      hasData = true;
    }
  }

  private Feeding dispatch() {
    ServerSentEvent event = hasData ? new ServerSentEvent(type, data.toString()) : null;
    data.setLength(0);
    type = "";
    hasData = false;
    return event == null || receiver.test(event) ? Feeding.MORE : Feeding.STOPPED;
  }
}
