package dev.barnabas.bench;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.BrokerState;
import dev.barnabas.broker.request.FactorKey;
import dev.barnabas.broker.request.Known;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.OrphanCall;
import dev.barnabas.broker.request.Parked;
import dev.barnabas.broker.request.PartitionMeta;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.TenantSecret;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Waiting;
import dev.barnabas.broker.request.WindowKey;
import dev.barnabas.broker.topology.StateCodec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A partition's state as bytes in memory: what a decision costs with its state written and read,
 * and without a store's own cost. Nothing is ever parked in it. One thread.
 */
final class BytesState implements BrokerState {
  private final Map<RequestKey, byte[]> requests = new HashMap<>();
  private final Map<String, RequestKey> attempts = new HashMap<>();
  private final Map<RequestKey, byte[]> contents = new HashMap<>();
  private final Map<WindowKey, byte[]> balances = new HashMap<>();
  private final Map<String, byte[]> secrets = new HashMap<>();
  private final Map<FactorKey, BigDecimal> factors = new HashMap<>();
  private final Set<Timer> timers = new HashSet<>();
  private byte[] meta = StateCodec.write(PartitionMeta.NEW);

  /** Forgets all but the partition's own counters. */
  void clear() {
    requests.clear();
    attempts.clear();
    contents.clear();
    balances.clear();
    timers.clear();
  }

  @Override
  public Optional<Known> known(RequestKey key) {
    return Optional.ofNullable(requests.get(key)).map(StateCodec::readKnown);
  }

  @Override
  public void put(Known known) {
    requests.put(known.key(), StateCodec.writeKnown(known));
  }

  @Override
  public void forget(RequestKey key) {
    requests.remove(key);
  }

  @Override
  public Optional<RequestKey> attempt(String attemptId) {
    return Optional.ofNullable(attempts.get(attemptId));
  }

  @Override
  public void putAttempt(String attemptId, RequestKey key) {
    attempts.put(attemptId, key);
  }

  @Override
  public void forgetAttempt(String attemptId) {
    attempts.remove(attemptId);
  }

  @Override
  public Optional<OrphanCall> orphan(String callId) {
    return Optional.empty();
  }

  @Override
  public void put(OrphanCall call) {
    throw new UnsupportedOperationException("no call is an orphan here");
  }

  @Override
  public void forgetOrphan(String callId) {
    throw new UnsupportedOperationException("no call is an orphan here");
  }

  @Override
  public Optional<byte[]> sealedContent(RequestKey key) {
    return Optional.ofNullable(contents.get(key));
  }

  @Override
  public void putSealedContent(RequestKey key, byte[] sealed) {
    contents.put(key, sealed);
  }

  @Override
  public void deleteContent(RequestKey key) {
    contents.remove(key);
  }

  @Override
  public TenantSecret secret(String tenantId) {
    return Optional.ofNullable(secrets.get(tenantId))
        .map(bytes -> StateCodec.read(bytes, TenantSecret.class))
        .orElse(TenantSecret.NONE);
  }

  @Override
  public void put(String tenantId, TenantSecret secret) {
    secrets.put(tenantId, StateCodec.write(secret));
  }

  @Override
  public Optional<BigDecimal> learnedFactor(FactorKey key) {
    return Optional.ofNullable(factors.get(key));
  }

  @Override
  public void learn(FactorKey key, BigDecimal factor) {
    factors.put(key, factor);
  }

  @Override
  public Balance balance(WindowKey window) {
    return Optional.ofNullable(balances.get(window))
        .map(bytes -> StateCodec.read(bytes, Balance.class))
        .orElse(Balance.EMPTY);
  }

  @Override
  public void put(WindowKey window, Balance balance) {
    balances.put(window, StateCodec.write(balance));
  }

  @Override
  public void schedule(Timer timer) {
    timers.add(timer);
  }

  @Override
  public void unschedule(Timer timer) {
    timers.remove(timer);
  }

  @Override
  public List<Timer> due(Instant horizon, int max) {
    return List.of();
  }

  @Override
  public void park(RequestKey key, Lane lane, Waiting place) {
    throw new UnsupportedOperationException("nothing is parked here");
  }

  @Override
  public void unpark(RequestKey key, Lane lane, Waiting place) {
    throw new UnsupportedOperationException("nothing is parked here");
  }

  @Override
  public Optional<RequestKey> parkedHead(String tenantId) {
    return Optional.empty();
  }

  @Override
  public Parked parked(String tenantId, Lane lane) {
    return Parked.NONE;
  }

  @Override
  public Optional<String> nextParkedTenant(String after) {
    return Optional.empty();
  }

  @Override
  public PartitionMeta meta() {
    return StateCodec.read(meta, PartitionMeta.class);
  }

  @Override
  public void put(PartitionMeta next) {
    meta = StateCodec.write(next);
  }
}
