package dev.barnabas.broker.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of a request, without its content. Open, it drives completion; ended, it
 * deduplicates and takes late outcomes.
 *
 * @param key the identity
 * @param phase how far it is
 * @param source where it was read
 * @param fingerprint version and keyed hash of the canonical form
 * @param labels what reports want to know
 * @param deadline when it expires
 * @param ownDeadline whether the tenant set the deadline
 * @param alias the routing alias that was asked for
 * @param lane the lane
 * @param waiting its place in the tenant's queue, while it is parked
 * @param plan the route, null where it was refused before
 * @param attempts its attempts in order
 * @param hold what it reserves, null before
 * @param ending how it ended
 * @param chargedTokens tokens charged
 * @param traceparent W3C trace context
 */
public record RequestState(
    RequestKey key,
    Phase phase,
    Coordinates source,
    String fingerprint,
    Labels labels,
    Instant deadline,
    boolean ownDeadline,
    String alias,
    Lane lane,
    @Nullable Waiting waiting,
    @Nullable RoutePlan plan,
    List<Attempt> attempts,
    @Nullable Hold hold,
    @Nullable Ending ending,
    long chargedTokens,
    @Nullable String traceparent)
    implements Known {
  public RequestState {
    attempts = List.copyOf(attempts);
  }

  /** How far a request is. */
  public enum Phase {
    /** A cancellation came before the request itself. */
    CANCEL_REMEMBERED,
    /** It waits for room. */
    PARKED,
    /** It has or had an attempt, and no terminal status. */
    OPEN,
    /** It has a terminal status. */
    ENDED
  }

  /** Whether only the wish to cancel it was read. */
  public boolean cancelRemembered() {
    return phase == Phase.CANCEL_REMEMBERED;
  }

  /** Whether it has a terminal status. */
  public boolean ended() {
    return phase == Phase.ENDED;
  }

  /**
   * Whether nothing more can come of it: it has ended, its hold is closed, a worker reported the
   * end of every attempt and of every call.
   */
  public boolean over() {
    return ended() && (hold == null || !hold.open()) && attempts.stream().allMatch(Attempt::over);
  }

  /** The route; only asked for where one was chosen. */
  public RoutePlan route() {
    if (plan == null) {
      throw new IllegalStateException("no route was chosen");
    }
    return plan;
  }

  /** The attempt with that id. */
  public Optional<Attempt> attempt(String attemptId) {
    return attempts.stream().filter(a -> a.attemptId().equals(attemptId)).findFirst();
  }

  /** Whether a call of any attempt may still end. */
  public boolean callOpen() {
    return attempts.stream().anyMatch(Attempt::callOpen);
  }

  /** Whether an attempt's end was not read yet. */
  public boolean attemptOpen() {
    return attempts.stream().anyMatch(Attempt::open);
  }

  /** With this attempt added or replaced. */
  public RequestState with(Attempt attempt) {
    List<Attempt> next = new ArrayList<>(attempts);
    if (attempt.number() < next.size()) {
      next.set(attempt.number(), attempt);
    } else {
      next.add(attempt);
    }
    return copy(phase, waiting, plan, next, hold, ending, chargedTokens);
  }

  /** With this hold. */
  public RequestState with(Hold next) {
    return copy(phase, waiting, plan, attempts, next, ending, chargedTokens);
  }

  /** Parked at this place. */
  public RequestState parked(Waiting place) {
    return copy(Phase.PARKED, place, plan, attempts, hold, ending, chargedTokens);
  }

  /** With a route, as far as it was. */
  public RequestState routed(RoutePlan route) {
    return copy(phase, waiting, route, attempts, hold, ending, chargedTokens);
  }

  /** On its way along a route. */
  public RequestState opened(RoutePlan route) {
    return copy(Phase.OPEN, null, route, attempts, hold, ending, chargedTokens);
  }

  /** Ended. */
  public RequestState ended(Ending how) {
    return copy(Phase.ENDED, null, plan, attempts, hold, how, chargedTokens);
  }

  /** Charged. */
  public RequestState charged(long tokens) {
    return copy(phase, waiting, plan, attempts, hold, ending, tokens);
  }

  private RequestState copy(
      Phase nextPhase,
      @Nullable Waiting nextWaiting,
      @Nullable RoutePlan nextPlan,
      List<Attempt> nextAttempts,
      @Nullable Hold nextHold,
      @Nullable Ending nextEnding,
      long nextCharged) {
    return new RequestState(
        key,
        nextPhase,
        source,
        fingerprint,
        labels,
        deadline,
        ownDeadline,
        alias,
        lane,
        nextWaiting,
        nextPlan,
        nextAttempts,
        nextHold,
        nextEnding,
        nextCharged,
        traceparent);
  }
}
