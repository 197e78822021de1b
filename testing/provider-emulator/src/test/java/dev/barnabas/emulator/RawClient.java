package dev.barnabas.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection on which a test sends and reads bytes as it likes. */
final class RawClient implements AutoCloseable {

  /**
   * All bytes of a connection up to its end.
   *
   * @param reset whether it ended in a reset
   */
  record Received(String text, boolean reset) {
    String body() {
      int blank = text.indexOf("\r\n\r\n");
      return blank < 0 ? "" : text.substring(blank + 4);
    }

    String head() {
      int blank = text.indexOf("\r\n\r\n");
      return blank < 0 ? text : text.substring(0, blank);
    }
  }

  private final Socket socket;

  RawClient(URI base) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
  }

  /** Sends a chat request whose connection is to be closed after the answer. */
  RawClient sendChat(String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return send(
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\n"
            + "connection: close\r\ncontent-length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads until the connection ends. */
  Received readAll() throws IOException {
    var bytes = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      in.transferTo(bytes);
      return new Received(bytes.toString(StandardCharsets.UTF_8), false);
    } catch (SocketException _) {
      return new Received(bytes.toString(StandardCharsets.UTF_8), true);
    }
  }

  /** Reads exactly so many bytes. */
  String read(int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
  }

  /** Reads until the text has come. */
  String readUntil(String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("ended before '" + end + "': " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
