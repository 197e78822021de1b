package dev.barnabas.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers each request with the bytes it was given, and holds the connection until it is closed.
 */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> pieces;
  private final Duration drip;
  private final boolean closesAfter;
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private RawServer(List<String> pieces, Duration drip, boolean closesAfter) throws IOException {
    this.socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.pieces = pieces;
    this.drip = drip;
    this.closesAfter = closesAfter;
    Thread.ofVirtual().start(this::accept);
  }

  static RawServer answering(List<String> pieces) throws IOException {
    return new RawServer(pieces, Duration.ZERO, false);
  }

  static RawServer closingAfter(List<String> pieces) throws IOException {
    return new RawServer(pieces, Duration.ZERO, true);
  }

  static RawServer dripping(String head, Duration interval) throws IOException {
    return new RawServer(List.of(head), interval, false);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/call");
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (closed.getCount() > 0) {
        Socket connection = socket.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      closed.countDown();
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      if (in.read(new byte[8192]) < 0) {
        return;
      }
      requests.incrementAndGet();
      OutputStream out = connection.getOutputStream();
      for (String piece : pieces) {
        out.write(piece.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      if (closesAfter) {
        return;
      }
      hold(out);
    } catch (IOException e) {
      open.remove(connection);
    }
  }

  private void hold(OutputStream out) throws IOException {
    try {
      long millis = drip.isZero() ? 60_000 : drip.toMillis();
      while (!closed.await(millis, TimeUnit.MILLISECONDS) && !drip.isZero()) {
        out.write('x');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
