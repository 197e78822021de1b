package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.BrokerState;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.Parked;
import dev.barnabas.broker.request.PartitionMeta;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Waiting;
import dev.barnabas.broker.request.WindowKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The state of a partition in its stores. One thread. */
final class StoredState implements BrokerState {
  private static final String PARTITION = "partition";
  private static final String QUEUE = "queue|";

  private final Map<StoreNames, KeyValueStore<Bytes, byte[]>> stores =
      new EnumMap<>(StoreNames.class);

  /** No timer is due before this; a scan need not pass the tombstones of those that were. */
  private Instant noTimerBefore = Instant.EPOCH;

  StoredState(ProcessingContext context) {
    for (StoreNames name : StoreNames.values()) {
      stores.put(name, context.getStateStore(name.store()));
    }
  }

  /** A store, for the records that wait for their schema and the configuration in force. */
  KeyValueStore<Bytes, byte[]> store(StoreNames name) {
    KeyValueStore<Bytes, byte[]> store = stores.get(name);
    if (store == null) {
      throw new IllegalStateException("no store " + name);
    }
    return store;
  }

  @Override
  public Optional<RequestState> request(RequestKey key) {
    return read(StoreNames.REQUESTS, Bytes.wrap(key.toBytes()), RequestState.class);
  }

  @Override
  public void put(RequestState state) {
    store(StoreNames.REQUESTS).put(Bytes.wrap(state.key().toBytes()), StateCodec.write(state));
  }

  @Override
  public void forget(RequestKey key) {
    store(StoreNames.REQUESTS).delete(Bytes.wrap(key.toBytes()));
  }

  @Override
  public Optional<RequestKey> attempt(String attemptId) {
    return raw(StoreNames.ATTEMPTS, text(attemptId)).map(RequestKey::fromBytes);
  }

  @Override
  public void putAttempt(String attemptId, RequestKey key) {
    store(StoreNames.ATTEMPTS).put(text(attemptId), key.toBytes());
  }

  @Override
  public void forgetAttempt(String attemptId) {
    store(StoreNames.ATTEMPTS).delete(text(attemptId));
  }

  @Override
  public Optional<byte[]> sealedContent(RequestKey key) {
    return raw(StoreNames.CONTENTS, Bytes.wrap(key.toBytes()));
  }

  @Override
  public void putSealedContent(RequestKey key, byte[] sealed) {
    store(StoreNames.CONTENTS).put(Bytes.wrap(key.toBytes()), sealed);
  }

  @Override
  public void deleteContent(RequestKey key) {
    store(StoreNames.CONTENTS).delete(Bytes.wrap(key.toBytes()));
  }

  @Override
  public Balance balance(WindowKey window) {
    return read(StoreNames.BALANCES, text(window.text()), Balance.class).orElse(Balance.EMPTY);
  }

  @Override
  public void put(WindowKey window, Balance balance) {
    if (balance.taken().signum() == 0) {
      store(StoreNames.BALANCES).delete(text(window.text()));
    } else {
      store(StoreNames.BALANCES).put(text(window.text()), StateCodec.write(balance));
    }
  }

  @Override
  public void schedule(Timer timer) {
    store(StoreNames.TIMERS).put(StoreKeys.timer(timer), new byte[0]);
    if (timer.due().isBefore(noTimerBefore)) {
      noTimerBefore = timer.due();
    }
  }

  @Override
  public void unschedule(Timer timer) {
    store(StoreNames.TIMERS).delete(StoreKeys.timer(timer));
  }

  @Override
  public List<Timer> due(Instant horizon, int max) {
    List<Timer> due = new ArrayList<>();
    if (horizon.isBefore(noTimerBefore)) {
      return due;
    }
    Bytes from = StoreKeys.time(noTimerBefore);
    Bytes to = StoreKeys.time(horizon.plusMillis(1));
    try (KeyValueIterator<Bytes, byte[]> timers = store(StoreNames.TIMERS).range(from, to)) {
      while (timers.hasNext() && due.size() < max) {
        due.add(StoreKeys.timer(timers.next().key));
      }
    }
    noTimerBefore = due.isEmpty() ? horizon : due.getFirst().due();
    return due;
  }

  @Override
  public void park(RequestKey key, Lane lane, Waiting place) {
    store(StoreNames.PARKED)
        .put(StoreKeys.parked(key.tenantId(), lane, place.ticket()), key.toBytes());
    count(key.tenantId(), lane, parked(key.tenantId(), lane).with(place));
  }

  @Override
  public void unpark(RequestKey key, Lane lane, Waiting place) {
    store(StoreNames.PARKED).delete(StoreKeys.parked(key.tenantId(), lane, place.ticket()));
    count(key.tenantId(), lane, parked(key.tenantId(), lane).without(place));
  }

  @Override
  public Optional<RequestKey> parkedHead(String tenantId) {
    return firstParked(StoreKeys.tenant(tenantId, false), StoreKeys.tenant(tenantId, true))
        .map(entry -> RequestKey.fromBytes(entry.value));
  }

  @Override
  public Parked parked(String tenantId, Lane lane) {
    return raw(StoreNames.META, text(QUEUE + lane + tenantId))
        .map(ByteBuffer::wrap)
        .map(counts -> new Parked(counts.getLong(), counts.getLong()))
        .orElse(Parked.NONE);
  }

  @Override
  public Optional<String> nextParkedTenant(String after) {
    return firstParked(StoreKeys.tenant(after, true), null)
        .map(entry -> StoreKeys.tenantOf(entry.key));
  }

  @Override
  public PartitionMeta meta() {
    return read(StoreNames.META, text(PARTITION), PartitionMeta.class).orElse(PartitionMeta.NEW);
  }

  @Override
  public void put(PartitionMeta meta) {
    store(StoreNames.META).put(text(PARTITION), StateCodec.write(meta));
  }

  private Optional<KeyValue<Bytes, byte[]>> firstParked(Bytes from, @Nullable Bytes to) {
    try (KeyValueIterator<Bytes, byte[]> entries = store(StoreNames.PARKED).range(from, to)) {
      return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
    }
  }

  private void count(String tenantId, Lane lane, Parked next) {
    Bytes key = text(QUEUE + lane + tenantId);
    if (next.requests() <= 0) {
      store(StoreNames.META).delete(key);
    } else {
      store(StoreNames.META)
          .put(key, ByteBuffer.allocate(16).putLong(next.requests()).putLong(next.bytes()).array());
    }
  }

  private <T> Optional<T> read(StoreNames name, Bytes key, Class<T> type) {
    return raw(name, key).map(bytes -> StateCodec.read(bytes, type));
  }

  private Optional<byte[]> raw(StoreNames name, Bytes key) {
    return Optional.ofNullable(store(name).get(key));
  }

  static Bytes text(String text) {
    return Bytes.wrap(text.getBytes(UTF_8));
  }
}
