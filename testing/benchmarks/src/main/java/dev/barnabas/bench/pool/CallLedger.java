package dev.barnabas.bench.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider that notes every call it gets: one connection per call, a line that says how long it
 * takes, and that much later an answer. It is in the measuring process, so it outlives a killed
 * worker and counts what the worker cannot know. A call whose caller is gone goes on, as it does at
 * a provider that charges for it.
 */
final class CallLedger implements AutoCloseable {
  private static final int BACKLOG = 4_096;

  private final ServerSocket server;
  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ended = new AtomicInteger();

  /** One call; its end is empty as long as it runs. */
  record Call(CallOrder order, long startedNanos, OptionalLong endedNanos) {}

  CallLedger() throws IOException {
    server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("call-ledger").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many calls have ended. */
  int ended() {
    return ended.get();
  }

  /** All calls so far, in the order of their starts. */
  List<Call> calls() {
    return entries.stream().map(Entry::call).toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The end of the measurement.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      String line = in.readLine();
      if (line != null) {
        answer(socket, CallOrder.parse(line));
      }
    } catch (IOException gone) {
      // The caller does not wait any more. What it asked for is in the ledger.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Socket socket, CallOrder order) throws IOException, InterruptedException {
    Entry entry = new Entry(order, System.nanoTime());
    entries.add(entry);
    Thread.sleep(order.millis());
    entry.endedNanos = System.nanoTime();
    ended.incrementAndGet();
    socket.getOutputStream().write("done\n".getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static final class Entry {
    private final CallOrder order;
    private final long startedNanos;
    private volatile long endedNanos;

    Entry(CallOrder order, long startedNanos) {
      this.order = order;
      this.startedNanos = startedNanos;
    }

    Call call() {
      long end = endedNanos;
      return new Call(order, startedNanos, end == 0 ? OptionalLong.empty() : OptionalLong.of(end));
    }
  }
}
