package dev.barnabas.broker.request;

import dev.barnabas.broker.topology.StateCodec;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A partition's state in memory, with what the stores do to it: values go through the codec, and a
 * timer's time is cut to the millisecond. One thread.
 */
public final class InMemoryState implements BrokerState {
  private final Map<RequestKey, byte[]> requests = new HashMap<>();
  private final Map<String, RequestKey> attempts = new HashMap<>();
  private final Map<String, byte[]> orphans = new HashMap<>();
  private final Map<RequestKey, byte[]> contents = new HashMap<>();
  private final Map<String, byte[]> secrets = new HashMap<>();
  private final Map<WindowKey, byte[]> balances = new HashMap<>();
  private final Map<FactorKey, BigDecimal> factors = new HashMap<>();
  private final TreeSet<Timer> timers =
      new TreeSet<>(
          Comparator.comparing(Timer::due)
              .thenComparing(Timer::kind)
              .thenComparing(t -> ByteBuffer.wrap(t.key().toBytes()))
              .thenComparing(Timer::subject));
  private final TreeMap<String, TreeMap<Place, RequestKey>> parked = new TreeMap<>();
  private final Map<String, Long> weights = new HashMap<>();
  private byte[] meta = StateCodec.write(PartitionMeta.NEW);

  private record Place(Lane lane, long ticket) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return lane == other.lane ? Long.compare(ticket, other.ticket) : lane.compareTo(other.lane);
    }
  }

  /** The requests that are not over. */
  public List<RequestState> requests() {
    return requests.values().stream()
        .map(StateCodec::readKnown)
        .filter(RequestState.class::isInstance)
        .map(RequestState.class::cast)
        .toList();
  }

  /** Every window that holds something. */
  public Map<WindowKey, Balance> balances() {
    Map<WindowKey, Balance> all = new HashMap<>();
    balances.keySet().forEach(window -> all.put(window, balance(window)));
    return all;
  }

  /** Every timer, earliest first. */
  public List<Timer> timers() {
    return List.copyOf(timers);
  }

  /** How many attempts can be looked up. */
  public int attempts() {
    return attempts.size();
  }

  /** How many requests are known, those that are over among them. */
  public int known() {
    return requests.size();
  }

  /** How many contents are kept. */
  public int contents() {
    return contents.size();
  }

  /** How many requests wait. */
  public int parked() {
    return parked.values().stream().mapToInt(TreeMap::size).sum();
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
  public Optional<OrphanCall> orphan(String callId) {
    return Optional.ofNullable(orphans.get(callId))
        .map(bytes -> StateCodec.read(bytes, OrphanCall.class));
  }

  @Override
  public void put(OrphanCall call) {
    orphans.put(call.callId(), StateCodec.write(call));
  }

  @Override
  public void forgetOrphan(String callId) {
    orphans.remove(callId);
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
    byte[] bytes = secrets.get(tenantId);
    return bytes == null ? TenantSecret.NONE : StateCodec.read(bytes, TenantSecret.class);
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
    byte @Nullable [] known = balances.get(window);
    return known == null ? Balance.EMPTY : StateCodec.read(known, Balance.class);
  }

  @Override
  public void put(WindowKey window, Balance balance) {
    if (balance.taken().signum() == 0) {
      balances.remove(window);
    } else {
      balances.put(window, StateCodec.write(balance));
    }
  }

  @Override
  public void schedule(Timer timer) {
    timers.add(stored(timer));
  }

  @Override
  public void unschedule(Timer timer) {
    timers.remove(stored(timer));
  }

  private static Timer stored(Timer timer) {
    return new Timer(
        timer.due().truncatedTo(ChronoUnit.MILLIS), timer.kind(), timer.key(), timer.subject());
  }

  @Override
  public List<Timer> due(Instant horizon, int max) {
    return timers.stream().filter(t -> !t.due().isAfter(horizon)).limit(max).toList();
  }

  @Override
  public void park(RequestKey key, Lane lane, Waiting place) {
    parked
        .computeIfAbsent(key.tenantId(), _ -> new TreeMap<>())
        .put(new Place(lane, place.ticket()), key);
    weights.merge(lane + key.tenantId(), (long) place.bytes(), Long::sum);
  }

  @Override
  public void unpark(RequestKey key, Lane lane, Waiting place) {
    weights.merge(lane + key.tenantId(), (long) -place.bytes(), Long::sum);
    TreeMap<Place, RequestKey> queue = parked.get(key.tenantId());
    if (queue != null) {
      queue.remove(new Place(lane, place.ticket()));
      if (queue.isEmpty()) {
        parked.remove(key.tenantId());
      }
    }
  }

  @Override
  public Optional<RequestKey> parkedHead(String tenantId) {
    return Optional.ofNullable(parked.get(tenantId)).map(queue -> queue.firstEntry().getValue());
  }

  @Override
  public Parked parked(String tenantId, Lane lane) {
    TreeMap<Place, RequestKey> queue = parked.get(tenantId);
    long requests =
        queue == null ? 0 : queue.keySet().stream().filter(p -> p.lane() == lane).count();
    return new Parked(requests, weights.getOrDefault(lane + tenantId, 0L));
  }

  @Override
  public Optional<String> nextParkedTenant(String after) {
    return Optional.ofNullable(parked.higherKey(after));
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
