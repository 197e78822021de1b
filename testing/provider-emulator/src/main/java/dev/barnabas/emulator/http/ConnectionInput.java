package dev.barnabas.emulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Buffered bytes of one connection, with a way to wait for the client to go. Not thread-safe. */
final class ConnectionInput {
  static final int MAX_LINE_BYTES = 64 * 1024;
  static final int END = -1;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;

  ConnectionInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  int read() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : END;
  }

  int read(byte[] into, int offset, int length) throws IOException {
    if (position >= limit && !fill()) {
      return END;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, into, offset, count);
    position += count;
    return count;
  }

  /** A line without its end; empty at the end of input when nothing preceded it. */
  String readLine() throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (int i = 0; i < MAX_LINE_BYTES; i++) {
      int next = read();
      if (next == END) {
        throw new CutOffException();
      }
      if (next == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(next);
    }
    throw new NotHttpException("a line of more than " + MAX_LINE_BYTES + " bytes");
  }

  /**
   * Waits for the time given, or until the client goes.
   *
   * @return whether the client is still there
   */
  boolean waitWhilePresent(Duration time) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    long left = deadline - System.nanoTime();
    while (left > 0) {
      if (position < limit) {
        return waitBlind(left);
      }
      socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(1, left / 1_000_000)));
      try {
        if (!fill()) {
          return false;
        }
      } catch (SocketTimeoutException _) {
        // the usual case: the client waits for its answer
      } finally {
        socket.setSoTimeout(0);
      }
      left = deadline - System.nanoTime();
    }
    return true;
  }

  /** A client that pipelines its next request cannot be watched by reading. */
  private static boolean waitBlind(long nanos) throws IOException {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }

  /** The client closed its side in the middle of a request. */
  static final class CutOffException extends IOException {}

  /** The bytes are not an HTTP/1.1 request. */
  static final class NotHttpException extends IOException {
    NotHttpException(String reason) {
      super(reason);
    }
  }
}
