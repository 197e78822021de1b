package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a process in order: the actions run one after the other, the last added first, within one
 * bound.
 *
 * <p>A stop starts by SIGTERM, by SIGINT or by {@link #exit}. An action that fails is logged and
 * the next one runs. When the bound has passed the rest is left undone and the exit code is {@link
 * ExitCodes#STOP_INCOMPLETE}. Thread-safe.
 */
public final class OrderlyStop {

  private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);

  /** Something that a process does on its way out; it may throw. */
  @FunctionalInterface
  public interface StopAction {
    void run() throws Exception;
  }

  private record Named(String name, StopAction action) {}

  private final Duration bound;
  private final Deque<Named> actions = new ArrayDeque<>();
  private final AtomicInteger code = new AtomicInteger(ExitCodes.ORDERLY);
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * A stop without actions.
   *
   * @param bound for all actions together
   */
  public OrderlyStop(Duration bound) {
    this.bound = requireNonNull(bound, "bound");
  }

  /** Adds an action that runs before all that were added earlier. */
  public void add(String name, StopAction action) {
    synchronized (actions) {
      actions.push(new Named(requireNonNull(name, "name"), requireNonNull(action, "action")));
    }
  }

  /**
   * Runs the actions when this JVM is told to end, then ends it with the code that came of them.
   */
  public void install() {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("orderly-stop")
                .unstarted(() -> Runtime.getRuntime().halt(run())));
  }

  /** Ends the process with {@code exitCode}; the first code that is not 0 wins. Does not return. */
  public void exit(int exitCode) {
    code.compareAndSet(ExitCodes.ORDERLY, exitCode);
    System.exit(exitCode);
  }

  /** Waits until a stop starts. */
  public void await() throws InterruptedException {
    stopping.await();
  }

  /** Whether a stop has started. */
  public boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Runs every action and returns the exit code of the process. */
  int run() {
    stopping.countDown();
    long deadline = System.nanoTime() + bound.toNanos();
    Named next = next();
    while (next != null) {
      if (!finished(next, deadline - System.nanoTime())) {
        code.set(ExitCodes.STOP_INCOMPLETE);
        return code.get();
      }
      next = next();
    }
    return code.get();
  }

  private @Nullable Named next() {
    synchronized (actions) {
      return actions.poll();
    }
  }

  private static boolean finished(Named named, long nanosLeft) {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          named.action.run();
          return null;
        });
    Thread.ofPlatform().daemon().name("stop-" + named.name).start(task);
    try {
      task.get(nanosLeft, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      LOG.atWarn()
          .addKeyValue("action", named.name)
          .setCause(e.getCause())
          .log("stop action failed");
    } catch (TimeoutException e) {
      LOG.atError().addKeyValue("action", named.name).log("stop action exceeded the bound");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }
}
