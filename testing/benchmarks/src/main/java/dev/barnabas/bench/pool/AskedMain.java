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
 * has spent so far.
 */
public final class AskedMain {
  private static final String PORT = "ASK AT ";

  private AskedMain() {}

  /**
   * What a process has spent since its start.
   *
   * @param cpuNanos CPU time of all threads
   * @param allocatedBytes bytes allocated on the heap
   */
  record Spent(long cpuNanos, long allocatedBytes) {}

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
        try (Socket socket = server.accept()) {
          String line = OwnProcess.cpuNanos() + " " + OwnProcess.allocatedBytes() + "\n";
          socket.getOutputStream().write(line.getBytes(UTF_8));
        }
      }
    } catch (IOException closed) {
      // Nobody can ask any more.
    }
  }

  /** Asks a child that was started with this main class. */
  static Spent ask(ChildProcess child) throws IOException {
    int port =
        child.logLines().stream()
            .filter(line -> line.startsWith(PORT))
            .map(line -> Integer.parseInt(line.substring(PORT.length())))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("not asked yet: " + child.logTail()));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      String line = in.readLine();
      if (line == null) {
        throw new IOException("no answer");
      }
      String[] parts = line.split(" ", -1);
      return new Spent(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
  }
}
