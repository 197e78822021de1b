package dev.barnabas.broker.app;

import dev.barnabas.broker.topology.ClockBehindException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a dead stream thread at most 3 times in 5 minutes; then the process ends, and says so. A
 * wrong clock is not healed by another thread: the process ends at once. Any thread.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int MOST = 3;
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Runnable giveUp;
  private final Deque<Instant> failures = new ArrayDeque<>();

  ThreadFailures(InstantSource clock, Runnable giveUp) {
    this.clock = clock;
    this.giveUp = giveUp;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    log.atError()
        .addKeyValue("error", root.getClass().getName())
        .addKeyValue(
            "at", root.getStackTrace().length == 0 ? "" : root.getStackTrace()[0].toString())
        .log("a stream thread died");
    if (root instanceof ClockBehindException) {
      log.atError().log("this machine's clock is behind the broker's; the process ends");
      giveUp.run();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Instant now = clock.instant();
    while (!failures.isEmpty() && failures.getFirst().isBefore(now.minus(WITHIN))) {
      failures.removeFirst();
    }
    failures.addLast(now);
    if (failures.size() > MOST) {
      giveUp.run();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
