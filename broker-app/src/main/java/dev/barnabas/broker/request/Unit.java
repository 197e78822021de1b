package dev.barnabas.broker.request;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work: reads go through to the stored state, writes and outputs are collected, and
 * nothing happens until {@link #write()}. A unit that fails half-way is dropped without a trace,
 * which is what keeps half a decision from being committed. One thread, one use.
 */
public final class Unit implements BrokerState {
  private final BrokerState stored;
  private final Map<RequestKey, Optional<Known>> requests = new HashMap<>();
  private final Map<String, Optional<RequestKey>> attempts = new HashMap<>();
  private final Map<String, Optional<OrphanCall>> orphans = new HashMap<>();
  private final Map<RequestKey, Optional<byte[]>> contents = new HashMap<>();
  private final Map<String, TenantSecret> secrets = new HashMap<>();
  private final Map<WindowKey, Balance> balances = new LinkedHashMap<>();

  /** Windows as they are stored: a decision asks for each before and after redaction. */
  private final Map<WindowKey, Balance> storedBalances = new HashMap<>();

  private final Map<FactorKey, BigDecimal> factors = new HashMap<>();
  private final Set<Timer> scheduled = new LinkedHashSet<>();
  private final Set<Timer> unscheduled = new LinkedHashSet<>();
  private final List<Consumer<BrokerState>> queueChanges = new ArrayList<>();
  private final Map<String, Parked> parkedChange = new HashMap<>();
  private final List<Output> outputs = new ArrayList<>();
  private PartitionMeta meta;

  /**
   * A unit at a time that never goes back behind the partition's own.
   *
   * @param stored the state behind it
   * @param wallClock the process's clock
   */
  public Unit(BrokerState stored, Instant wallClock) {
    this.stored = stored;
    PartitionMeta before = stored.meta();
    Instant now = wallClock.truncatedTo(ChronoUnit.MILLIS);
    this.meta = before.at(now.isAfter(before.now()) ? now : before.now());
  }

  /**
   * The decision's time: the later of the wall clock and the last time stored for this partition.
   */
  public Instant now() {
    return meta.now();
  }

  /** Adds a record to write. */
  public void emit(Output output) {
    outputs.add(output);
  }

  /** What is to be written, in order. */
  public List<Output> outputs() {
    return List.copyOf(outputs);
  }

  /** The next place in a queue. */
  public long ticket() {
    meta = meta.ticketed();
    return meta.tickets();
  }

  /** The number of the next decision record, from 0. */
  public long nextDecision() {
    long next = meta.decisions();
    meta = meta.decided();
    return next;
  }

  /** The number of the next usage event, from 0. */
  public long nextUsageEvent() {
    long next = meta.usageEvents();
    meta = meta.metered();
    return next;
  }

  /**
   * Writes all changes to the state behind this unit. Of a request that is {@linkplain
   * RequestState#over() over}, only what has to be remembered.
   */
  public void write() {
    requests.forEach(
        (key, known) -> known.ifPresentOrElse(k -> stored.put(kept(k)), () -> stored.forget(key)));
    orphans.forEach((id, call) -> call.ifPresentOrElse(stored::put, () -> stored.forgetOrphan(id)));
    attempts.forEach((id, key) ->
        key.ifPresentOrElse(k -> stored.putAttempt(id, k), () -> stored.forgetAttempt(id)));
    contents.forEach((key, sealed) ->
        sealed.ifPresentOrElse(
            s -> stored.putSealedContent(key, s), () -> stored.deleteContent(key)));
    secrets.forEach(stored::put);
    balances.forEach(stored::put);
    factors.forEach(stored::learn);
    unscheduled.forEach(stored::unschedule);
    scheduled.forEach(stored::schedule);
    queueChanges.forEach(change -> change.accept(stored));
    stored.put(meta);
  }

  private static Known kept(Known known) {
    return known instanceof RequestState state && state.over() ? Remembered.of(state) : known;
  }

  @Override
  public Optional<Known> known(RequestKey key) {
    return read(requests, key, stored::known);
  }

  @Override
  public void put(Known known) {
    requests.put(known.key(), Optional.of(known));
  }

  @Override
  public Optional<OrphanCall> orphan(String callId) {
    return read(orphans, callId, stored::orphan);
  }

  @Override
  public void put(OrphanCall call) {
    orphans.put(call.callId(), Optional.of(call));
  }

  @Override
  public void forgetOrphan(String callId) {
    orphans.put(callId, Optional.empty());
  }

  @Override
  public void forget(RequestKey key) {
    requests.put(key, Optional.empty());
  }

  @Override
  public Optional<RequestKey> attempt(String attemptId) {
    return read(attempts, attemptId, stored::attempt);
  }

  @Override
  public void putAttempt(String attemptId, RequestKey key) {
    attempts.put(attemptId, Optional.of(key));
  }

  @Override
  public void forgetAttempt(String attemptId) {
    attempts.put(attemptId, Optional.empty());
  }

  @Override
  public Optional<byte[]> sealedContent(RequestKey key) {
    return read(contents, key, stored::sealedContent);
  }

  @Override
  public void putSealedContent(RequestKey key, byte[] sealed) {
    contents.put(key, Optional.of(sealed));
  }

  @Override
  public void deleteContent(RequestKey key) {
    contents.put(key, Optional.empty());
  }

  @Override
  public TenantSecret secret(String tenantId) {
    TenantSecret mine = secrets.get(tenantId);
    return mine == null ? stored.secret(tenantId) : mine;
  }

  @Override
  public void put(String tenantId, TenantSecret secret) {
    secrets.put(tenantId, secret);
  }

  @Override
  public Optional<BigDecimal> learnedFactor(FactorKey key) {
    return Optional.ofNullable(factors.get(key)).or(() -> stored.learnedFactor(key));
  }

  @Override
  public void learn(FactorKey key, BigDecimal factor) {
    factors.put(key, factor);
  }

  @Override
  public Balance balance(WindowKey window) {
    @Nullable Balance changed = balances.get(window);
    return changed == null ? storedBalances.computeIfAbsent(window, stored::balance) : changed;
  }

  @Override
  public void put(WindowKey window, Balance balance) {
    balances.put(window, balance);
  }

  @Override
  public void schedule(Timer timer) {
    unscheduled.remove(timer);
    scheduled.add(timer);
  }

  @Override
  public void unschedule(Timer timer) {
    scheduled.remove(timer);
    unscheduled.add(timer);
  }

  @Override
  public List<Timer> due(Instant horizon, int max) {
    return stored.due(horizon, max);
  }

  @Override
  public void park(RequestKey key, Lane lane, Waiting place) {
    queueChanges.add(state -> state.park(key, lane, place));
    parkedChange.merge(lane + key.tenantId(), Parked.NONE.with(place), Parked::plus);
  }

  @Override
  public void unpark(RequestKey key, Lane lane, Waiting place) {
    queueChanges.add(state -> state.unpark(key, lane, place));
    parkedChange.merge(lane + key.tenantId(), Parked.NONE.without(place), Parked::plus);
  }

  @Override
  public Optional<RequestKey> parkedHead(String tenantId) {
    return stored.parkedHead(tenantId);
  }

  @Override
  public Parked parked(String tenantId, Lane lane) {
    return stored
        .parked(tenantId, lane)
        .plus(parkedChange.getOrDefault(lane + tenantId, Parked.NONE));
  }

  @Override
  public Optional<String> nextParkedTenant(String after) {
    return stored.nextParkedTenant(after);
  }

  @Override
  public PartitionMeta meta() {
    return meta;
  }

  @Override
  public void put(PartitionMeta next) {
    meta = next;
  }

  private static <K, V> Optional<V> read(
      Map<K, Optional<V>> changes, K key, Function<K, Optional<V>> stored) {
    return changes.containsKey(key) ? Objects.requireNonNull(changes.get(key)) : stored.apply(key);
  }
}
