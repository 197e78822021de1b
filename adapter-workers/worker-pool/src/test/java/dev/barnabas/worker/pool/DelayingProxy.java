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
 * Passes Kafka requests on to a broker, frame by frame, until one of a kind: that one is held back
 * on its way, and whatever the client sends after it, on any connection, does not get through
 * either, as in a network that stands still. A client that could open another connection would keep
 * its session. What is held is passed on when it is let go, also if the client has given the
 * connection up by then.
 */
final class DelayingProxy implements AutoCloseable {

  /** The api key of OffsetCommit. */
  static final int OFFSET_COMMIT = 8;

  private static final int MAX_FRAME = 100 << 20;

  private final ServerSocket server;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch flowing = new CountDownLatch(1);
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

  /** The network is well again; only what was held back is still on its way. */
  void letOthersThrough() {
    flowing.countDown();
  }

  /** Passes on what was held back; returns once the broker has it. */
  void release() throws InterruptedException {
    released.countDown();
    passedOn.await();
  }

  @Override
  public void close() throws IOException {
    flowing.countDown();
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
        boolean isHeld = isToHold(((frame[0] & 0xff) << 8) | (frame[1] & 0xff));
        if (isHeld) {
          held.countDown();
          released.await();
        } else if (held.getCount() == 0) {
          flowing.await();
        }
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
        if (isHeld) {
          passedOn.countDown();
        }
      }
    } catch (IOException | InterruptedException closed) {
      // one of the two has gone
    }
  }

  private synchronized boolean isToHold(int apiKey) {
    boolean isIt = apiKey == holding;
    if (isIt) {
      holding = -1;
    }
    return isIt;
  }

  private static void responses(Socket broker, Socket client) {
    try (client) {
      broker.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException closed) {
      // one of the two has gone
    }
  }
}
