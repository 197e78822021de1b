package dev.barnabas.signing;

import dev.barnabas.signing.KeySet.KeySetOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place's key set, kept: who asks gets what was read last and never waits. Looking happens on
 * an executor, one look at a time, and on demand no more often than {@code atMostEvery}. A look
 * that fails leaves the keys as they are, and their age shows. Any thread.
 */
public final class KeyLookup {
  private static final Logger log = LoggerFactory.getLogger(KeyLookup.class);

  private final String location;
  private final KeySource source;
  private final Duration atMostEvery;
  private final Executor executor;
  private final InstantSource clock;
  private final AtomicReference<Known> known =
      new AtomicReference<>(
          new Known(new KeySetState.NotLoaded(), Instant.MIN, Instant.MIN, false, true));

  /**
   * What was seen: the keys, when the last look began, when the last ended one had begun, whether
   * one is under way, whether the last one failed.
   */
  private record Known(
      KeySetState state, Instant lastBegan, Instant endedBegan, boolean looking, boolean failed) {}

  /**
   * @param location how logs call it
   * @param source reads it
   * @param atMostEvery the shortest time between two looks on demand
   * @param executor runs the looks
   * @param clock says when
   */
  public KeyLookup(
      String location,
      KeySource source,
      Duration atMostEvery,
      Executor executor,
      InstantSource clock) {
    this.location = location;
    this.source = source;
    this.atMostEvery = atMostEvery;
    this.executor = executor;
    this.clock = clock;
  }

  /** What is known now. */
  public KeySetState state() {
    return known.get().state();
  }

  /** Whether a look that began after that time has ended, well or not. */
  public boolean lookedSince(Instant time) {
    return known.get().endedBegan().isAfter(time);
  }

  /** Looks soon, unless the last look began too short a time ago. */
  public void ask() {
    askAfter(atMostEvery);
  }

  /**
   * Looks soon, if the last look began that long ago; after one that failed, no later than asked.
   */
  public void refresh(Duration every) {
    askAfter(known.get().failed() && every.compareTo(atMostEvery) > 0 ? atMostEvery : every);
  }

  private void askAfter(Duration since) {
    Known now = known.get();
    if (now.lastBegan().equals(Instant.MIN)
        || !clock.instant().isBefore(now.lastBegan().plus(since))) {
      look();
    }
  }

  /** Looks soon, unless a look is under way. */
  public void look() {
    Instant began = clock.instant();
    Known before = known.get();
    if (before.looking()
        || !known.compareAndSet(
            before, new Known(before.state(), began, before.endedBegan(), true, before.failed()))) {
      return;
    }
    try {
      executor.execute(() -> looked(began));
    } catch (RuntimeException e) {
      known.set(new Known(before.state(), began, before.endedBegan(), false, true));
    }
  }

  private void looked(Instant began) {
    KeySetState before = known.get().state();
    Known after = new Known(before, began, began, false, true);
    try {
      after =
          switch (source.read()) {
            case KeySetOutcome.Read(KeySet keys) ->
                new Known(read(before, keys, began), began, began, false, false);
            case KeySetOutcome.Refused(String reason) ->
                new Known(refused(before, reason), began, began, false, true);
          };
    } finally {
      known.set(after);
    }
  }

  private KeySetState read(KeySetState before, KeySet keys, Instant began) {
    boolean same =
        before instanceof KeySetState.Loaded loaded && loaded.keys().ids().equals(keys.ids());
    if (!same) {
      log.atInfo()
          .addKeyValue("location", location)
          .addKeyValue("keys", keys.ids().size())
          .log("key set read");
    }
    return new KeySetState.Loaded(keys, began);
  }

  private KeySetState refused(KeySetState before, String reason) {
    log.atWarn()
        .addKeyValue("location", location)
        .addKeyValue("reason", reason)
        .addKeyValue("last_keys_used", before instanceof KeySetState.Loaded)
        .log("key set cannot be read");
    return before;
  }
}
