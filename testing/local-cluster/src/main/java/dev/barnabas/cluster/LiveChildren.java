package dev.barnabas.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children of this JVM that still run. One shutdown hook stops them, the last started first, so
 * that the servers go after the programs that use them.
 */
final class LiveChildren {

  private static final Logger LOG = LoggerFactory.getLogger(LiveChildren.class);
  private static final Duration BOUND_EACH = Duration.ofSeconds(10);
  private static final Deque<ChildProcess> CHILDREN = new ArrayDeque<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("stop-children").unstarted(LiveChildren::stopAll));
  }

  private LiveChildren() {}

  static void add(ChildProcess child) {
    if (!child.isBoundToParent()) {
      return;
    }
    synchronized (CHILDREN) {
      CHILDREN.removeIf(earlier -> !earlier.isAlive());
      CHILDREN.push(child);
    }
  }

  private static void remove(ChildProcess child) {
    synchronized (CHILDREN) {
      CHILDREN.remove(child);
    }
  }

  private static void stopAll() {
    ChildProcess child = last();
    while (child != null) {
      try {
        child.stop(BOUND_EACH);
      } catch (IllegalStateException e) {
        LOG.atWarn()
            .addKeyValue("child", child.name())
            .setCause(e)
            .log("child process not stopped");
      }
      remove(child);
      child = last();
    }
  }

  private static @Nullable ChildProcess last() {
    synchronized (CHILDREN) {
      return CHILDREN.peek();
    }
  }
}
