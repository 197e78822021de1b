package dev.barnabas.cluster;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A child for {@link ChildProcessIT}: its first argument says how it behaves. */
public final class SampleChild {

  private SampleChild() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "fails" -> {
        System.out.println("something is missing");
        System.exit(3);
      }
      case "hangs at its end" ->
          Runtime.getRuntime().addShutdownHook(new Thread(SampleChild::waitForever));
      case "counts" -> Thread.ofPlatform().start(SampleChild::count);
      case "starts a child of its own" -> {
        ChildCommand command =
            ChildCommand.of("grandchild", SampleChild.class.getName(), Path.of(args[1]))
                .withArguments("waits")
                .readyWhen(new Readiness.LogLine("READY"));
        ChildProcess grandchild = ChildProcess.start(command);
        grandchild.awaitReady(ChildProcess.STOP_BOUND).orThrow();
        System.out.println("grandchild " + grandchild.pid());
      }
      default -> Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
    }
    System.out.println("READY " + args[0]);
    waitForever();
  }

  private static void count() {
    CountDownLatch never = new CountDownLatch(1);
    try {
      for (int tick = 0; !never.await(10, TimeUnit.MILLISECONDS); tick++) {
        System.out.println("tick " + tick);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
