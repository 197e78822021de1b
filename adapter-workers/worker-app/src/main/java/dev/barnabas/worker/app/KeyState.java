package dev.barnabas.worker.app;

import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a partner's key is used. A key that the provider refuses, or whose account is spent, is
 * parked: no call is made with it until it changes, or until a trial call a good while later
 * succeeds. A pure policy; the key is known by a hash.
 */
sealed interface KeyState {

  /** Calls are made. */
  record InUse() implements KeyState {}

  /**
   * No call is made.
   *
   * @param kind why: AUTHENTICATION_FAILED or SPEND_LIMIT
   * @param key the hash of the key that was refused
   * @param since when it was first refused
   * @param trialAt when a trial may be made
   * @param checked whether a health check since then accepted the key
   */
  record Parked(FailureKind kind, String key, Instant since, Instant trialAt, boolean checked)
      implements KeyState {

    /** A free check must accept a refused key first; of a spent account no free check tells. */
    boolean trialDue(Instant now) {
      return !now.isBefore(trialAt) && (checked || kind == FailureKind.SPEND_LIMIT);
    }

    /** Whether a free check is to be made now. */
    boolean checkDue(Instant now) {
      return !checked && kind == FailureKind.AUTHENTICATION_FAILED && !now.isBefore(trialAt);
    }

    private Parked until(Instant trial) {
      return new Parked(kind, key, since, trial, false);
    }
  }

  /** One trial call is under way; no other is made. */
  record OnTrial(Parked from) implements KeyState {}

  /** Whether a failure parks the key. */
  static boolean parks(FailureKind kind) {
    return kind == FailureKind.AUTHENTICATION_FAILED || kind == FailureKind.SPEND_LIMIT;
  }

  /** What a call is allowed. */
  record Permission(KeyState next, boolean granted) {}

  /** What a call with a key may do now. */
  static Permission ask(KeyState state, String key, Instant now) {
    return switch (state) {
      case InUse _ -> new Permission(state, true);
      case Parked parked when !parked.key().equals(key) -> new Permission(new InUse(), true);
      case Parked parked when parked.trialDue(now) -> new Permission(new OnTrial(parked), true);
      case OnTrial(Parked from) when !from.key().equals(key) -> new Permission(new InUse(), true);
      case Parked _, OnTrial _ -> new Permission(state, false);
    };
  }

  /** The provider refused a key. */
  static KeyState refused(
      KeyState state, FailureKind kind, String key, Instant now, Duration rest) {
    Instant trial = now.plus(rest);
    return switch (state) {
      case InUse _ -> new Parked(kind, key, now, trial, false);
      case Parked _ -> state;
      case OnTrial(Parked from) -> new Parked(kind, from.key(), from.since(), trial, false);
    };
  }

  /** The provider took the key. A call that began before the key was parked proves nothing. */
  static KeyState accepted(KeyState state) {
    return state instanceof OnTrial ? new InUse() : state;
  }

  /** A trial said nothing about the key. */
  static KeyState undecided(KeyState state, Instant now, Duration rest) {
    return state instanceof OnTrial(Parked from) ? from.until(now.plus(rest)) : state;
  }

  /** A trial was not made after all. */
  static KeyState notMade(KeyState state) {
    return state instanceof OnTrial(Parked from) ? from : state;
  }

  /** A free check was made of a parked key. */
  static KeyState checked(KeyState state, boolean accepted, Instant now, Duration rest) {
    return switch (state) {
      case Parked parked when parked.checkDue(now) ->
          accepted
              ? new Parked(parked.kind(), parked.key(), parked.since(), parked.trialAt(), true)
              : parked.until(now.plus(rest));
      case InUse _, Parked _, OnTrial _ -> state;
    };
  }
}
