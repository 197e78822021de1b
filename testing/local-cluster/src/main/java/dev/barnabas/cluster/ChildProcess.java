package dev.barnabas.cluster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that this process started and stops.
 *
 * <p>Life: {@link #start} → {@link #awaitReady} → {@link #stop} or {@link #kill9}; then {@link
 * #restarted} starts the same command again. A child that still runs when this JVM ends is stopped
 * by a shutdown hook, the last started first, and by its own watch on the parent if this JVM is
 * killed. Methods may be called from any thread.
 */
public final class ChildProcess implements AutoCloseable {

  /** Bound of {@link #close} between SIGTERM and SIGKILL. */
  public static final Duration STOP_BOUND = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(25);
  private static final int TAIL_BYTES = 4_096;

  private final ChildCommand command;
  private final Process process;
  private final long startedNanos;
  private final long logOffset;

  private ChildProcess(ChildCommand command, Process process, long logOffset) {
    this.command = command;
    this.process = process;
    this.startedNanos = System.nanoTime();
    this.logOffset = logOffset;
  }

  /**
   * Starts the command and returns at once.
   *
   * @throws UncheckedIOException if the JVM cannot be started or the log cannot be written
   */
  public static ChildProcess start(ChildCommand command) {
    requireNonNull(command, "command");
    try {
      Path log = command.log().toAbsolutePath();
      Files.createDirectories(requireNonNull(log.getParent(), "log directory"));
      long logOffset = Files.exists(log) ? Files.size(log) : 0;
      ProcessBuilder builder =
          new ProcessBuilder(JvmArguments.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(command.environment());
      if (!command.boundToParent()) {
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      }
      ChildProcess child = new ChildProcess(command, builder.start(), logOffset);
      LiveChildren.add(child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.name(), e);
    }
  }

  /** Waits until the child is ready, has ended, or {@code bound} has passed. */
  public StartOutcome awaitReady(Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    try (ReadinessCheck check = ReadinessCheck.of(command.readiness(), this)) {
      while (System.nanoTime() < deadline) {
        Optional<String> sign = check.sign();
        if (sign.isPresent()) {
          return new StartOutcome.Ready(age(), sign.get());
        }
        if (endedWithin(POLL)) {
          return new StartOutcome.Exited(command.name(), process.exitValue(), logTail());
        }
      }
      return new StartOutcome.TimedOut(command.name(), bound, logTail());
    }
  }

  /** Asks the child to end (SIGTERM); kills it if it has not ended within {@code bound}. */
  public int stop(Duration bound) {
    // Not Process.destroy: it closes the child's standard input too, by which the child would learn
    // that
    // its parent is gone and shorten its orderly stop.
    process.toHandle().destroy();
    if (!endedWithin(bound)) {
      process.destroyForcibly();
    }
    return awaitEnd();
  }

  /**
   * Ends the child at once (SIGKILL), without any of its own clean-up, and waits until it is gone.
   */
  public void kill9() {
    process.destroyForcibly();
    awaitEnd();
  }

  /**
   * Stops the child's every thread (SIGSTOP) until {@link #resume}, and returns when they stand
   * still; its connections stay open.
   */
  public void pause() {
    Signals.send("STOP", process.pid());
    long deadline = System.nanoTime() + STOP_BOUND.toNanos();
    while (!Signals.isStopped(process.pid())) {
      if (System.nanoTime() > deadline || endedWithin(POLL)) {
        throw new IllegalStateException(command.name() + " did not pause");
      }
    }
  }

  /** Lets a paused child go on (SIGCONT). */
  public void resume() {
    Signals.send("CONT", process.pid());
  }

  /**
   * Starts the same command again.
   *
   * @throws IllegalStateException if this child still runs
   */
  public ChildProcess restarted() {
    if (isAlive()) {
      throw new IllegalStateException(command.name() + " still runs");
    }
    return start(command);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The exit code, 128 + signal number after a signal; empty while the child runs. */
  public OptionalInt exitCode() {
    return isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  public long pid() {
    return process.pid();
  }

  public String name() {
    return command.name();
  }

  public ChildCommand command() {
    return command;
  }

  /** The complete lines that this start, not an earlier one, has written so far. */
  public List<String> logLines() {
    String text = logFrom(logOffset);
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : text.substring(0, end).lines().toList();
  }

  /** The last lines of the log, at most 4,096 bytes. */
  public String logTail() {
    try {
      long size = Files.size(command.log());
      return logFrom(Math.max(logOffset, size - TAIL_BYTES));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Stops the child within {@link #STOP_BOUND}; does nothing if it has ended. */
  @Override
  public void close() {
    stop(STOP_BOUND);
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  boolean isBoundToParent() {
    return command.boundToParent();
  }

  private boolean endedWithin(Duration bound) {
    try {
      return process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command.name(), e);
    }
  }

  private int awaitEnd() {
    if (!endedWithin(STOP_BOUND)) {
      throw new IllegalStateException(
          "%s (process %d) is not gone after SIGKILL".formatted(command.name(), process.pid()));
    }
    return process.exitValue();
  }

  private String logFrom(long offset) {
    try (RandomAccessFile file = new RandomAccessFile(command.log().toFile(), "r")) {
      file.seek(Math.min(offset, file.length()));
      byte[] bytes =
          new byte[(int) Math.min(Integer.MAX_VALUE - 8, file.length() - file.getFilePointer())];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of " + command.name(), e);
    }
  }
}
