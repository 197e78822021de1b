package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a configuration file and every file it names, by content. A changed file that is valid
 * goes to the listener; an invalid one is refused, the old configuration stays, and the log says
 * why, once. A change is taken when two looks in succession find the same content, so that a file
 * is not read while it is being written.
 *
 * <p>{@link #poll} may be called from any thread; calls are serialised, and the listener runs
 * inside one.
 */
public final class ConfigurationWatcher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConfigurationWatcher.class);
  private static final int LOGGED_ERRORS = 20;

  private final Path file;
  private final LoadContext context;
  private final Consumer<LoadOutcome.Loaded> listener;
  private LoadOutcome.Loaded current;
  private Map<Path, String> known;
  private Map<Path, String> candidate = Map.of();
  private @Nullable ScheduledFuture<?> schedule;

  /**
   * A watcher that looks only when told to.
   *
   * @param current what is in force; its sources are what is watched
   * @param listener gets each new valid version; if it throws, the version is offered again at the
   *     next look
   */
  public ConfigurationWatcher(
      Path file,
      LoadContext context,
      LoadOutcome.Loaded current,
      Consumer<LoadOutcome.Loaded> listener) {
    this.file = Objects.requireNonNull(file, "file");
    this.context = Objects.requireNonNull(context, "context");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.current = current;
    this.known = current.sources();
  }

  /** What a look at the files found. */
  public sealed interface WatchOutcome {

    /** The content is what it was. */
    record Unchanged() implements WatchOutcome {}

    /** The content changed since the last look; the next look decides. */
    record Settling() implements WatchOutcome {}

    /** A new version is valid and the listener took it. */
    record Accepted(LoadOutcome.Loaded version) implements WatchOutcome {}

    /** The content changed in a way that means the same: comments, order, spelling. */
    record Equivalent() implements WatchOutcome {}

    /** The new content is not valid; the old version stays. */
    record Refused(List<Problem> errors) implements WatchOutcome {}

    /** The listener threw; the old version stays and the new one is offered again. */
    record NotTaken() implements WatchOutcome {}
  }

  /** Looks on a schedule until closed. */
  public synchronized void start(ScheduledExecutorService executor, Duration interval) {
    if (schedule != null) {
      throw new IllegalStateException("started already");
    }
    schedule =
        executor.scheduleWithFixedDelay(
            this::pollSafely, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void pollSafely() {
    try {
      WatchOutcome _ = poll();
    } catch (RuntimeException bug) {
      log.atError().setCause(bug).log("Configuration could not be looked at");
    }
  }

  /** The version in force. */
  public synchronized LoadOutcome.Loaded current() {
    return current;
  }

  /** Looks at the files once. */
  public synchronized WatchOutcome poll() {
    Map<Path, String> found = new TreeMap<>();
    known.keySet().forEach(path -> found.put(path, SourceFiles.current(path)));
    if (found.equals(known)) {
      candidate = Map.of();
      return new WatchOutcome.Unchanged();
    }
    if (!found.equals(candidate)) {
      candidate = found;
      return new WatchOutcome.Settling();
    }
    return switch (ConfigurationLoader.load(file, context)) {
      case LoadOutcome.Loaded loaded -> offer(loaded);
      case LoadOutcome.Refused refused -> refuse(refused);
    };
  }

  private WatchOutcome offer(LoadOutcome.Loaded loaded) {
    boolean same =
        loaded.configuration().equals(current.configuration())
            && loaded.secrets().equals(current.secrets());
    if (!same) {
      try {
        listener.accept(loaded);
      } catch (RuntimeException failed) {
        log.atWarn().setCause(failed).log("Configuration change was not taken");
        return new WatchOutcome.NotTaken();
      }
    }
    current = loaded;
    known = loaded.sources();
    candidate = Map.of();
    if (same) {
      return new WatchOutcome.Equivalent();
    }
    log.atInfo()
        .addKeyValue("file", file)
        .addKeyValue("sha256", loaded.configuration().sha256())
        .log("Configuration changed");
    return new WatchOutcome.Accepted(loaded);
  }

  private WatchOutcome refuse(LoadOutcome.Refused refused) {
    known = refused.sources();
    candidate = Map.of();
    for (Problem error :
        refused.errors().subList(0, Math.min(LOGGED_ERRORS, refused.errors().size()))) {
      log.atError()
          .addKeyValue("file", file)
          .addKeyValue("path", error.path())
          .addKeyValue("line", error.line())
          .addKeyValue("reason", error.message())
          .addKeyValue("errors", refused.errors().size())
          .log("Configuration change refused");
    }
    return new WatchOutcome.Refused(refused.errors());
  }

  /** Stops looking. The executor is not closed. */
  @Override
  public synchronized void close() {
    if (schedule != null) {
      schedule.cancel(false);
      schedule = null;
    }
  }
}
