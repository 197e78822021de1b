package dev.barnabas.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Signals that the JDK cannot send itself, through the operating system's {@code kill}. */
final class Signals {

  private Signals() {}

  static void send(String signal, long pid) {
    run("kill", "-" + signal, Long.toString(pid));
  }

  /** Whether the process stands still after a SIGSTOP, which takes effect after it was sent. */
  static boolean isStopped(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(status)) {
      return run("ps", "-o", "state=", "-p", Long.toString(pid)).strip().startsWith("T");
    }
    try {
      String line = Files.readString(status);
      return line.startsWith("T", line.lastIndexOf(") ") + 2);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + status, e);
    }
  }

  private static String run(String... command) {
    String text = String.join(" ", command);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = process.inputReader().readAllAsString();
      if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(text + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + text, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + text, e);
    }
  }
}
