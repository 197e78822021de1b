package dev.barnabas.cluster;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * First class of every child JVM that is bound to its parent: runs the real main class and ends the
 * JVM when the parent is gone.
 *
 * <p>The parent holds the other end of the child's standard input and never writes to it. However
 * the parent ends, the operating system closes that end, and the child reads the end of the stream.
 */
public final class ChildMain {

  /** Exit code of a child whose parent is gone, the code of a SIGTERM. */
  private static final int PARENT_GONE = 143;

  private static final long ORDERLY_STOP_SECONDS = 10;

  private ChildMain() {}

  /** Arguments: the real main class, then its arguments. */
  public static void main(String[] args) throws Throwable {
    Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::awaitParentEnd);
    Class<?> program = Class.forName(args[0]);
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      program.getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static void awaitParentEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; a stray byte means nothing.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    CompletableFuture.delayedExecutor(ORDERLY_STOP_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(PARENT_GONE));
    System.exit(PARENT_GONE);
  }
}
