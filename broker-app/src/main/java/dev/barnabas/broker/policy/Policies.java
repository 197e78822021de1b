package dev.barnabas.broker.policy;

import dev.barnabas.broker.authentication.AuthenticationPolicy;
import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.redaction.CompiledPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One version of the configuration, as the policies ask for it. Immutable; any thread. */
public interface Policies {
  /** Counts activations from 1. */
  long version();

  /** SHA-256, hex, of the canonical content. */
  String sha256();

  /** What a record of a tenant must prove. */
  AuthenticationPolicy authentication();

  /** Whether the tenant may ask for anything. */
  boolean knowsTenant(String tenantId);

  /**
   * The route of an alias, with everything completion will need copied into it.
   *
   * @param alias as asked for
   * @param key whose request it is
   * @param now which prices are in force
   */
  Optional<RoutePlan> plan(String alias, RequestKey key, Instant now);

  /** How long a request of the route lives when it names no deadline. */
  Duration defaultDeadline(String alias, Lane lane);

  /** Every limit of a tenant for a route; empty where no quota is configured. */
  List<Limit> limits(String tenantId, String alias);

  /**
   * What is redacted before a partner of a route reads it; empty where the partner is not
   * configured.
   *
   * @param classification the data class of the request, if it names one
   */
  Optional<CompiledPolicy> redaction(
      String partnerId, String alias, @Nullable String classification);

  /** After what time a charge for a call whose end was never seen is given back to the tenant. */
  Duration unknownAfter(String tenantId);

  /** The most unfinished items of one tenant and lane at a partner. */
  int maxUnfinished(String partnerId);

  /** How much of a tenant may wait in a lane. */
  Queue queue(String tenantId);

  /** The further parameters that may reach the partner. */
  Set<String> passThrough(String partnerId);

  /** Sizes and times. */
  Bounds bounds();

  /**
   * Sizes and times.
   *
   * @param dedupeWindow how long an id is remembered
   * @param maxDeadline the farthest deadline
   * @param grace how long after a deadline or a call's bound its end is still waited for
   * @param requestBytes the largest request
   * @param answerChars the longest restored answer
   */
  record Bounds(
      Duration dedupeWindow,
      Duration maxDeadline,
      Duration grace,
      int requestBytes,
      int answerChars) {}

  /**
   * How much of a tenant may wait in a lane.
   *
   * @param requests how many requests
   * @param bytes what they may weigh, sealed
   */
  record Queue(int requests, long bytes) {}
}
