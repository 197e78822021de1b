package dev.barnabas.worker.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Passes Kafka requests on to a broker, frame by frame, and can hold the next one of a kind back:
 * with it what follows on the same connection, as a slow network would. What is held is passed on
 * when it is let go, also if the client has given the connection up by then.
 */
final class DelayingProxy implements AutoCloseable {

  /** The api key of OffsetCommit. */
  static final int OFFSET_COMMIT = 8;

  private static final int MAX_FRAME = 100 << 20;

  private final ServerSocket server;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch passedOn = new CountDownLatch(1);
  private volatile int brokerPort;
  private volatile int holding = -1;

  DelayingProxy() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
  }

  int port() {
    return server.getLocalPort();
  }

  /** Begins to accept connections. */
  void start(int toPort) {
    brokerPort = toPort;
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  /** Holds back the next request of this kind, on whatever connection. */
  void holdNext(int apiKey) {
    holding = apiKey;
  }

  /** Returns once a request is held back. */
  void awaitHeld() throws InterruptedException {
    held.await();
  }

  /** Passes on what was held back; returns once the broker has it. */
  void release() throws InterruptedException {
    released.countDown();
    passedOn.await();
  }

  @Override
  public void close() throws IOException {
    released.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket broker = new Socket("localhost", brokerPort);
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(broker);
        Thread.ofVirtual().start(() -> requests(client, broker));
        Thread.ofVirtual().start(() -> responses(broker, client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void requests(Socket client, Socket broker) {
    try (broker;
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(broker.getOutputStream())) {
      while (true) {
        byte[] frame = new byte[Math.min(in.readInt(), MAX_FRAME)];
        in.readFully(frame);
        boolean isHeld = holds(((frame[0] & 0xff) << 8) | (frame[1] & 0xff));
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
        if (isHeld) {
          passedOn.countDown();
        }
      }
    } catch (IOException closed) {
      // one of the two has gone
    }
  }

  private boolean holds(int apiKey) {
    synchronized (this) {
      if (apiKey != holding) {
        return false;
      }
      holding = -1;
    }
    held.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private static void responses(Socket broker, Socket client) {
    try (client) {
      broker.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException closed) {
      // one of the two has gone
    }
  }
}
