package dev.barnabas.broker.app;

import dev.barnabas.broker.topology.KeySets;
import dev.barnabas.signing.KeyLookup;
import dev.barnabas.signing.KeySetFile;
import dev.barnabas.signing.KeySetState;
import dev.barnabas.signing.KeySetUrl;
import dev.barnabas.signing.KeySource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key sets that the configuration names: a file beside it, or an https URL. They are read on
 * threads of their own. Any thread.
 */
final class ConfiguredKeySets implements KeySets, AutoCloseable {
  /** A URL is looked at on demand no more often than this. */
  static final Duration URL_AT_MOST_EVERY = Duration.ofSeconds(30);

  /** A file costs little. */
  static final Duration FILE_AT_MOST_EVERY = Duration.ofSeconds(2);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(6);

  private final @Nullable Path directory;
  private final InstantSource clock;
  private final Map<String, KeyLookup> lookups = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("key-sets").factory());

  /**
   * @param directory where the configuration stands
   * @param clock says how old a key set is
   */
  ConfiguredKeySets(@Nullable Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public KeyLookup at(String location) {
    return lookups.computeIfAbsent(location, this::created);
  }

  /**
   * Reads the key set now, waiting a little, and then again and again.
   *
   * @param current what the newest configuration says
   */
  void start(Supplier<Refreshed> current) {
    Refreshed first = current.get();
    if (first.location() != null) {
      awaitFirst(at(first.location()));
    }
    var _ =
        ticks.scheduleWithFixedDelay(
            () -> refresh(current.get()), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * What is read again, and how often.
   *
   * @param location the key set; null where nothing is signed
   * @param every how often
   */
  record Refreshed(@Nullable String location, Duration every) {}

  /** Whether the keys of a place are there and not too old. */
  boolean usable(@Nullable String location, Duration maxStale) {
    return location == null
        || (at(location).state() instanceof KeySetState.Loaded loaded
            && !clock.instant().isAfter(loaded.readAt().plus(maxStale)));
  }

  private void refresh(Refreshed now) {
    if (now.location() != null) {
      at(now.location()).refresh(now.every());
    }
  }

  private void awaitFirst(KeyLookup lookup) {
    Instant end = clock.instant().plus(FIRST_LOOK);
    while (!lookup.lookedSince(Instant.MIN) && clock.instant().isBefore(end)) {
      try {
        var _ = threads.awaitTermination(20, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private KeyLookup created(String location) {
    boolean remote = location.contains("://");
    KeyLookup lookup =
        new KeyLookup(
            location,
            remote ? new KeySetUrl(URI.create(location)) : file(location),
            remote ? URL_AT_MOST_EVERY : FILE_AT_MOST_EVERY,
            threads,
            clock);
    lookup.look();
    return lookup;
  }

  private KeySource file(String name) {
    return new KeySetFile(directory == null ? Path.of(name) : directory.resolve(name));
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    threads.shutdownNow();
  }
}
