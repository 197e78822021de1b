package dev.barnabas.broker.request;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a partition remembers. One thread; a store behind it at the edge, a {@link Unit} in a
 * decision.
 */
public interface BrokerState {
  /** What is known of the request with that identity. */
  Optional<Known> known(RequestKey key);

  /** The request with that identity, unless it is over. */
  default Optional<RequestState> request(RequestKey key) {
    return known(key)
        .flatMap(
            known -> known instanceof RequestState state ? Optional.of(state) : Optional.empty());
  }

  /** Remembers a request. */
  void put(Known known);

  /** Forgets a request. */
  void forget(RequestKey key);

  /** The request that an attempt belongs to. */
  Optional<RequestKey> attempt(String attemptId);

  /** Remembers which request an attempt belongs to. */
  void putAttempt(String attemptId, RequestKey key);

  /** Forgets an attempt. */
  void forgetAttempt(String attemptId);

  /** The call of a request that is over or forgotten. */
  Optional<OrphanCall> orphan(String callId);

  /** Remembers a call of a request that is over or forgotten. */
  void put(OrphanCall call);

  /** Forgets it. */
  void forgetOrphan(String callId);

  /** The sealed content of an open request. */
  Optional<byte[]> sealedContent(RequestKey key);

  /** Keeps the sealed content of an open request. */
  void putSealedContent(RequestKey key, byte[] sealed);

  /** Deletes the content of a request. */
  void deleteContent(RequestKey key);

  /** What a tenant's content is sealed with; {@link TenantSecret#NONE} where nothing is known. */
  TenantSecret secret(String tenantId);

  /** Remembers what a tenant's content is sealed with. */
  void put(String tenantId, TenantSecret secret);

  /** The safety factor that was learned for a partner's model; empty where none was. */
  Optional<BigDecimal> learnedFactor(FactorKey key);

  /** Remembers a learned safety factor. */
  void learn(FactorKey key, BigDecimal factor);

  /** What a window holds; {@link Balance#EMPTY} where nothing is known. */
  Balance balance(WindowKey window);

  /** Remembers what a window holds. */
  void put(WindowKey window, Balance balance);

  /** Remembers something to decide later. */
  void schedule(Timer timer);

  /** Forgets it. */
  void unschedule(Timer timer);

  /**
   * The timers due at or before a time, earliest first; bounded. As stored: a unit's own changes
   * are not seen.
   */
  List<Timer> due(Instant horizon, int max);

  /** Puts a request into its tenant's queue. */
  void park(RequestKey key, Lane lane, Waiting place);

  /** Takes a request out of its tenant's queue. */
  void unpark(RequestKey key, Lane lane, Waiting place);

  /**
   * The head of a tenant's queue, REALTIME before BULK. As stored: a unit's own changes are not
   * seen.
   */
  Optional<RequestKey> parkedHead(String tenantId);

  /** What of a tenant is parked in a lane. */
  Parked parked(String tenantId, Lane lane);

  /**
   * The first tenant with parked requests that comes after this one in key order; empty text asks
   * for the first.
   */
  Optional<String> nextParkedTenant(String after);

  /** What the partition remembers of itself. */
  PartitionMeta meta();

  /** Remembers what the partition remembers of itself. */
  void put(PartitionMeta meta);
}
