package dev.barnabas.bench.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.cluster.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/**
 * Runs another main class, and beside it tells who asks over a loopback connection what the process
 * has spent so far, or what it holds now.
 */
public final class AskedMain {
  private static final String PORT = "ASK AT ";
  private static final String SPENT = "spent";
  private static final String HELD = "held";

  private AskedMain() {}

  /**
   * What a process has spent since its start.
   *
   * @param cpuNanos CPU time of all threads
   * @param allocatedBytes bytes allocated on the heap
   */
  record Spent(long cpuNanos, long allocatedBytes) {}

  /**
   * What a process holds at a moment, after a full collection.
   *
   * @param heapBytes bytes in use on the heap
   * @param residentBytes memory of the whole process; -1 where the system does not say
   * @param platformThreads Java threads that the operating system runs
   * @param systemThreads all threads; -1 where the system does not say
   */
  record Held(long heapBytes, long residentBytes, long platformThreads, long systemThreads) {}

  /** Arguments: the other main class, then its arguments. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    System.out.println(PORT + server.getLocalPort());
    Thread.ofPlatform().daemon().name("asked").start(() -> answer(server));
    var _ =
        Class.forName(arguments[0])
            .getMethod("main", String[].class)
            .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void answer(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept();
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
          String answer = HELD.equals(in.readLine()) ? held() : spent();
          socket.getOutputStream().write((answer + "\n").getBytes(UTF_8));
        }
      }
    } catch (IOException closed) {
      // Nobody can ask any more.
    }
  }

  private static String spent() {
    return OwnProcess.cpuNanos() + " " + OwnProcess.allocatedBytes();
  }

  private static String held() {
    return OwnProcess.heapAfterCollection()
        + " "
        + OwnProcess.residentBytes()
        + " "
        + OwnProcess.platformThreads()
        + " "
        + OwnProcess.systemThreads();
  }

  /** What a child that was started with this main class has spent. */
  static Spent spent(ChildProcess child) throws IOException {
    long[] figures = ask(child, SPENT);
    return new Spent(figures[0], figures[1]);
  }

  /** What a child that was started with this main class holds; it collects its garbage first. */
  static Held held(ChildProcess child) throws IOException {
    long[] figures = ask(child, HELD);
    return new Held(figures[0], figures[1], figures[2], figures[3]);
  }

  private static long[] ask(ChildProcess child, String question) throws IOException {
    int port =
        child.logLines().stream()
            .filter(line -> line.startsWith(PORT))
            .map(line -> Integer.parseInt(line.substring(PORT.length())))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("not asked yet: " + child.logTail()));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      socket.getOutputStream().write((question + "\n").getBytes(UTF_8));
      String line = in.readLine();
      if (line == null) {
        throw new IOException("no answer");
      }
      return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }
  }
}
