package dev.barnabas.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free TCP ports on the loopback address and says which wanted ones are taken.
 *
 * <p>A port found free can be taken before it is used. The random ports lie below the range from
 * which operating systems pick ports for outgoing connections, so that only another server takes
 * one.
 */
public final class FreePorts {

  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 31_999;
  private static final int MAX_TRIES = 1_000;

  private FreePorts() {}

  /** A port that somebody else listens on. */
  public record TakenPort(String purpose, int port) {
    @Override
    public String toString() {
      return "port %d (%s) is taken by another program".formatted(port, purpose);
    }
  }

  /** One free port. */
  public static int random() {
    return random(1).getFirst();
  }

  /**
   * Distinct free ports.
   *
   * @throws IllegalStateException if fewer than {@code count} are found in a thousand tries
   */
  public static List<Integer> random(int count) {
    Set<Integer> found = new LinkedHashSet<>();
    for (int attempt = 0; attempt < MAX_TRIES && found.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (isFree(port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new IllegalStateException("no %d free ports found".formatted(count));
    }
    return List.copyOf(found);
  }

  /** Whether a server could listen on {@code port} now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Those of the wanted ports, by their purpose, that are taken; in the order given. */
  public static List<TakenPort> taken(Map<String, Integer> wanted) {
    List<TakenPort> taken = new ArrayList<>();
    wanted.forEach((purpose, port) -> {
      if (!isFree(port)) {
        taken.add(new TakenPort(purpose, port));
      }
    });
    return List.copyOf(taken);
  }
}
