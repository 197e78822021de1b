package dev.barnabas.emulator.call;

import dev.barnabas.emulator.http.HttpExchange;
import java.io.IOException;
import java.time.Duration;

/** Writes a body whole, up to a limit, or in drips. For one answer, on its connection's thread. */
final class BodyWriter {
  private final HttpExchange exchange;
  private final long stepBytes;
  private final Duration interval;
  private long left;

  private BodyWriter(HttpExchange exchange, long limit, long stepBytes, Duration interval) {
    this.exchange = exchange;
    this.left = limit;
    this.stepBytes = stepBytes;
    this.interval = interval;
  }

  static BodyWriter whole(HttpExchange exchange) {
    return upTo(exchange, Long.MAX_VALUE);
  }

  static BodyWriter upTo(HttpExchange exchange, long bytes) {
    return new BodyWriter(exchange, bytes, Long.MAX_VALUE, Duration.ZERO);
  }

  static BodyWriter dripping(HttpExchange exchange, long stepBytes, Duration interval) {
    return new BodyWriter(exchange, Long.MAX_VALUE, stepBytes, interval);
  }

  /** Whether all was written: the limit is not reached and the client is there. */
  boolean write(byte[] bytes) throws IOException {
    int offset = 0;
    while (offset < bytes.length && left > 0) {
      int length = (int) Math.min(Math.min(bytes.length - offset, stepBytes), left);
      exchange.write(bytes, offset, length);
      offset += length;
      left -= length;
      if (!interval.isZero() && !exchange.waitWhilePresent(interval)) {
        return false;
      }
    }
    return offset == bytes.length;
  }

  /** Writes events and spreads {@code time} over the places meant for pauses. */
  boolean writeEvents(ReplyBody.Events events, Duration time) throws IOException {
    Duration pause =
        events.pausesAfter().isEmpty()
            ? Duration.ZERO
            : time.dividedBy(events.pausesAfter().size());
    for (int i = 0; i < events.events().size(); i++) {
      if (!write(events.events().get(i))) {
        return false;
      }
      boolean pausing = !pause.isZero() && events.pausesAfter().contains(i);
      if (pausing && !exchange.waitWhilePresent(pause)) {
        return false;
      }
    }
    return true;
  }

  boolean writeRepeated(ReplyBody.Repeated body) throws IOException {
    boolean going = write(body.beginning());
    for (long i = 0; going && i < body.times(); i++) {
      going = write(body.unit());
    }
    return going && write(body.end());
  }
}
