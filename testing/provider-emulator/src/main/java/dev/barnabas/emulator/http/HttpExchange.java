package dev.barnabas.emulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request and the means to answer it byte by byte.
 *
 * <p>Order of use: one {@code begin…}, any number of {@link #write}, then {@link #end}; or {@link
 * #closeNow} or {@link #reset} at any point. Used by the connection's thread only.
 */
public final class HttpExchange {
  private static final byte[] LINE_END = {'\r', '\n'};

  private final HttpRequest request;
  private final Socket socket;
  private final ConnectionInput in;
  private final OutputStream out;
  private final boolean keepAliveWanted;
  private boolean chunked;
  private boolean ended;
  private long bodyBytesSent;

  HttpExchange(HttpRequest request, Socket socket, ConnectionInput in, OutputStream out) {
    this.request = request;
    this.socket = socket;
    this.in = in;
    this.out = out;
    this.keepAliveWanted = !request.headers().holdsToken("connection", "close");
  }

  public HttpRequest request() {
    return request;
  }

  /** Body bytes written so far, without framing. */
  public long bodyBytesSent() {
    return bodyBytesSent;
  }

  /** Sends the head of an answer whose body has exactly {@code length} bytes. */
  public void beginFixed(int status, HttpHeaders headers, long length) throws IOException {
    begin(status, headers.and("content-length", Long.toString(length)));
  }

  /** Sends the head of an answer in chunks. */
  public void beginChunked(int status, HttpHeaders headers) throws IOException {
    chunked = true;
    begin(status, headers.and("transfer-encoding", "chunked"));
  }

  private void begin(int status, HttpHeaders headers) throws IOException {
    var head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(' ').append(StatusText.of(status));
    head.append("\r\n");
    HttpHeaders all = headers.and("connection", keepAliveWanted ? "keep-alive" : "close");
    all.fields().forEach(f -> head.append(f.name() + ": " + f.value() + "\r\n"));
    head.append("\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes and flushes body bytes. */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (chunked) {
      out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    out.write(bytes, offset, length);
    if (chunked) {
      out.write(LINE_END);
    }
    out.flush();
    bodyBytesSent += length;
  }

  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  /** Ends the answer; the connection may carry the next request. */
  public void end() throws IOException {
    if (chunked) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.flush();
    ended = true;
  }

  /** Sends a whole answer. */
  public void respond(int status, HttpHeaders headers, byte[] body) throws IOException {
    beginFixed(status, headers, body.length);
    write(body);
    end();
  }

  /**
   * Waits for the time given, or until the client goes.
   *
   * @return whether the client is still there
   */
  public boolean waitWhilePresent(Duration time) throws IOException {
    out.flush();
    return in.waitWhilePresent(time);
  }

  /** Closes the connection in order (FIN), whatever is unsent. */
  public void closeNow() throws IOException {
    out.flush();
    socket.close();
  }

  /** Aborts the connection (RST); the client sees a reset. What was flushed may be lost. */
  public void reset() throws IOException {
    out.flush();
    socket.setSoLinger(true, 0);
    socket.close();
  }

  boolean reusable() {
    return ended && keepAliveWanted && request.bodyState() != HttpRequest.BodyState.CUT_OFF;
  }
}
