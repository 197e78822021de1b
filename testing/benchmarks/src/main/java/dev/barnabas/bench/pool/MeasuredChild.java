package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A process that measures itself and says what it found, a JSON line at a time. */
final class MeasuredChild {
  private static final String FOUND = "FOUND ";
  private static final Duration PAUSE = Duration.ofMillis(200);

  private MeasuredChild() {}

  /** Called in the child: one line of what was found. */
  @SuppressWarnings("SystemOut")
  static void found(ObjectNode line) {
    System.out.println(FOUND + line);
  }

  /**
   * Runs it to its end, and gives each line on as it comes.
   *
   * @return all lines
   * @throws IllegalStateException if it does not end within the bound, or with an exit code but 0
   */
  static List<ObjectNode> run(ChildCommand command, Duration bound, Consumer<ObjectNode> seen)
      throws InterruptedException {
    List<ObjectNode> lines = new ArrayList<>();
    long deadline = System.nanoTime() + bound.toNanos();
    try (ChildProcess child = ChildProcess.start(command)) {
      boolean alive = true;
      while (alive) {
        Thread.sleep(PAUSE);
        alive = child.isAlive();
        for (ObjectNode line : lines(child).subList(lines.size(), lines(child).size())) {
          lines.add(line);
          seen.accept(line);
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(command.name() + " takes too long: " + child.logTail());
        }
      }
      if (child.exitCode().orElse(-1) != 0) {
        throw new IllegalStateException(command.name() + " failed: " + child.logTail());
      }
    }
    return lines;
  }

  private static List<ObjectNode> lines(ChildProcess child) {
    return child.logLines().stream()
        .filter(line -> line.startsWith(FOUND))
        .map(line -> parse(line.substring(FOUND.length())))
        .toList();
  }

  private static ObjectNode parse(String line) {
    try {
      return (ObjectNode) new JsonMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
