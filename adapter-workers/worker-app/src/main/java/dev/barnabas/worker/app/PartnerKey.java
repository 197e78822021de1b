package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The {@link KeyState} of one partner in this process. Thread-safe. */
final class PartnerKey {
  private final Supplier<String> hash;
  private final InstantSource clock;
  private final BiConsumer<ModelFailure, KeyState.Parked> parks;
  private volatile Duration rest;
  private KeyState state = new KeyState.InUse();

  /**
   * A key in use.
   *
   * @param hash of the key as it is now; only asked while the key is parked, and when it is refused
   * @param rest how long a parked key rests
   * @param parks told of each failure that parks the key, once
   */
  PartnerKey(
      Supplier<String> hash,
      Duration rest,
      InstantSource clock,
      BiConsumer<ModelFailure, KeyState.Parked> parks) {
    this.hash = hash;
    this.rest = rest;
    this.clock = clock;
    this.parks = parks;
  }

  void change(Duration nextRest) {
    rest = nextRest;
  }

  /** Whether a call may be made now; each yes needs one {@link #ended} or {@link #notMade}. */
  synchronized boolean permits() {
    if (state instanceof KeyState.InUse) {
      return true;
    }
    KeyState.Permission permission = KeyState.ask(state, hash.get(), clock.instant());
    state = permission.next();
    return permission.granted();
  }

  /** Why no call would be permitted now; null if one would. Changes nothing. */
  synchronized @Nullable FailureKind barred() {
    return switch (state) {
      case KeyState.InUse _ -> null;
      case KeyState.Parked parked -> barred(parked);
      case KeyState.OnTrial(KeyState.Parked from) -> barred(from);
    };
  }

  private @Nullable FailureKind barred(KeyState.Parked parked) {
    return KeyState.ask(state, hash.get(), clock.instant()).granted() ? null : parked.kind();
  }

  /** Takes the outcome of a permitted call into account. */
  void ended(ModelOutcome outcome) {
    switch (outcome) {
      case ModelAnswer _ -> accepted();
      case ModelFailure failure when KeyState.parks(failure.kind()) -> refused(failure);
      case ModelFailure failure when failure.httpStatus() != null -> accepted();
      case ModelFailure _ -> undecided();
    }
  }

  synchronized void notMade() {
    state = KeyState.notMade(state);
  }

  /** Whether a parked key is to be checked now, free of charge. */
  synchronized boolean checkDue() {
    return state instanceof KeyState.Parked parked && parked.checkDue(clock.instant());
  }

  /** A health check was made while the key is parked. */
  synchronized void checked(boolean accepted) {
    state = KeyState.checked(state, accepted, clock.instant(), rest);
  }

  private synchronized void accepted() {
    state = KeyState.accepted(state);
  }

  private synchronized void undecided() {
    state = KeyState.undecided(state, clock.instant(), rest);
  }

  private void refused(ModelFailure failure) {
    KeyState.Parked parked;
    synchronized (this) {
      boolean inUse = state instanceof KeyState.InUse;
      state = KeyState.refused(state, failure.kind(), hash.get(), clock.instant(), rest);
      if (!inUse || !(state instanceof KeyState.Parked now)) {
        return;
      }
      parked = now;
    }
    parks.accept(failure, parked);
  }
}
