package dev.barnabas.emulator.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens on one address and serves each connection on a virtual thread of its own.
 *
 * <p>{@link #close} closes the listening socket and every connection, and returns when their
 * threads have ended.
 */
public final class HttpListener implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final long ACCEPT_PAUSE_NANOS = 5_000_000;

  private final ServerSocket server;
  private final HttpHandler handler;
  private final int maxBodyBytes;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private HttpListener(ServerSocket server, HttpHandler handler, int maxBodyBytes) {
    this.server = server;
    this.handler = handler;
    this.maxBodyBytes = maxBodyBytes;
  }

  /**
   * Listens from now on.
   *
   * @param host address to listen on
   * @param port 0 for a free one
   * @param maxBodyBytes what a request body may have before it counts as too large
   */
  public static HttpListener open(String host, int port, int maxBodyBytes, HttpHandler handler)
      throws IOException {
    var server = new ServerSocket();
    server.setReuseAddress(true);
    try {
      server.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException("address " + host + ", port " + port + ": " + e.getMessage(), e);
    }
    var listener = new HttpListener(server, handler, maxBodyBytes);
    Thread.ofPlatform().daemon().name("emulator-accept").start(listener::acceptAll);
    return listener;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Open connections, idle ones too. */
  public int connections() {
    return connections.size();
  }

  private void acceptAll() {
    while (!closed) {
      try {
        var connection = new Connection(server.accept());
        connections.add(connection);
        Thread.ofVirtual().name("emulator-connection").start(connection);
        if (closed) {
          connection.abort();
        }
      } catch (IOException _) {
        // closed, or a client that left before it was accepted, or no file descriptor left
        LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    connections.forEach(Connection::abort);
    for (Connection connection : connections) {
      connection.awaitEnd();
    }
  }

  private final class Connection implements Runnable {
    private final Socket socket;
    private final CountDownLatch finished = new CountDownLatch(1);

    Connection(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void run() {
      try (socket) {
        socket.setTcpNoDelay(true);
        serve();
      } catch (IOException _) {
        // the client is gone; its handler has noted what that means
      } finally {
        connections.remove(this);
        finished.countDown();
      }
    }

    private void serve() throws IOException {
      var in = new ConnectionInput(socket);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 8192);
      var reader = new RequestReader(in, out, maxBodyBytes);
      boolean reusable = true;
      while (reusable && !closed) {
        reusable =
            switch (reader.next()) {
              case RequestReading.Received(var request) -> answer(request, in, out);
              case RequestReading.NotHttp(var reason) -> refuse(reason, out);
              case RequestReading.Closed() -> false;
            };
      }
    }

    private boolean answer(HttpRequest request, ConnectionInput in, OutputStream out)
        throws IOException {
      var exchange = new HttpExchange(request, socket, in, out);
      handler.handle(exchange);
      return exchange.reusable();
    }

    private boolean refuse(String reason, OutputStream out) throws IOException {
      String head = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: ";
      out.write((head + reason.length() + "\r\n\r\n" + reason).getBytes(StandardCharsets.UTF_8));
      out.flush();
      return false;
    }

    void abort() {
      try {
        socket.close();
      } catch (IOException _) {
        // closed is what was wanted
      }
    }

    void awaitEnd() {
      try {
        finished.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
