package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The state of a partition in its stores. One thread. */
final class StoredState implements BrokerState {
  private static final String PARTITION = "partition";
  private static final String QUEUE = "queue|";
  private static final String FACTOR = "factor|";

  /** Later than any timer; a long of milliseconds holds it. */
  private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Map<Section, SectionStore> sections = new EnumMap<>(Section.class);

  private final QueueHeads queues = new QueueHeads();

  /** No timer is due before this; a scan need not pass the tombstones of those that were. */
  private Instant noTimerBefore = Instant.EPOCH;

  StoredState(ProcessingContext context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(Section.STORE);
    for (Section section : Section.values()) {
      sections.put(section, new SectionStore(store, section));
    }
    readQueues();
  }

  private void readQueues() {
    Optional<String> tenant = parkedTenantAfter("");
    while (tenant.isPresent()) {
      queues.parked(tenant.get(), Lane.REALTIME, 0);
      tenant = parkedTenantAfter(tenant.get());
    }
  }

  /** A section, for the records that wait for their schema and the configuration in force. */
  SectionStore store(Section section) {
    SectionStore store = sections.get(section);
    if (store == null) {
      throw new IllegalStateException("no section " + section);
    }
    return store;
  }

  @Override
  public Optional<Known> known(RequestKey key) {
    return raw(Section.REQUESTS, Bytes.wrap(key.toBytes())).map(StateCodec::readKnown);
  }

  @Override
  public void put(Known known) {
    store(Section.REQUESTS).put(Bytes.wrap(known.key().toBytes()), StateCodec.writeKnown(known));
  }

  @Override
  public void forget(RequestKey key) {
    store(Section.REQUESTS).delete(Bytes.wrap(key.toBytes()));
  }

  @Override
  public Optional<RequestKey> attempt(String attemptId) {
    return raw(Section.ATTEMPTS, StoreKeys.attempt(attemptId)).map(RequestKey::fromBytes);
  }

  @Override
  public void putAttempt(String attemptId, RequestKey key) {
    store(Section.ATTEMPTS).put(StoreKeys.attempt(attemptId), key.toBytes());
  }

  @Override
  public void forgetAttempt(String attemptId) {
    store(Section.ATTEMPTS).delete(StoreKeys.attempt(attemptId));
  }

  @Override
  public Optional<OrphanCall> orphan(String callId) {
    return read(Section.ORPHANS, text(callId), OrphanCall.class);
  }

  @Override
  public void put(OrphanCall call) {
    store(Section.ORPHANS).put(text(call.callId()), StateCodec.write(call));
  }

  @Override
  public void forgetOrphan(String callId) {
    store(Section.ORPHANS).delete(text(callId));
  }

  @Override
  public Optional<byte[]> sealedContent(RequestKey key) {
    return raw(Section.CONTENTS, Bytes.wrap(key.toBytes()));
  }

  @Override
  public void putSealedContent(RequestKey key, byte[] sealed) {
    store(Section.CONTENTS).put(Bytes.wrap(key.toBytes()), sealed);
  }

  @Override
  public void deleteContent(RequestKey key) {
    store(Section.CONTENTS).delete(Bytes.wrap(key.toBytes()));
  }

  @Override
  public TenantSecret secret(String tenantId) {
    return read(Section.TENANTS, text(tenantId), TenantSecret.class).orElse(TenantSecret.NONE);
  }

  @Override
  public void put(String tenantId, TenantSecret secret) {
    store(Section.TENANTS).put(text(tenantId), StateCodec.write(secret));
  }

  @Override
  public Optional<BigDecimal> learnedFactor(FactorKey key) {
    return raw(Section.META, text(FACTOR + key.text()))
        .map(bytes -> new BigDecimal(new String(bytes, UTF_8)));
  }

  @Override
  public void learn(FactorKey key, BigDecimal factor) {
    store(Section.META).put(text(FACTOR + key.text()), factor.toPlainString().getBytes(UTF_8));
  }

  @Override
  public Balance balance(WindowKey window) {
    return read(Section.BALANCES, text(window.text()), Balance.class).orElse(Balance.EMPTY);
  }

  @Override
  public void put(WindowKey window, Balance balance) {
    if (balance.taken().signum() == 0) {
      store(Section.BALANCES).delete(text(window.text()));
    } else {
      store(Section.BALANCES).put(text(window.text()), StateCodec.write(balance));
    }
  }

  @Override
  public void schedule(Timer timer) {
    store(Section.TIMERS).put(StoreKeys.timer(timer), new byte[0]);
    if (timer.due().isBefore(noTimerBefore)) {
      noTimerBefore = timer.due();
    }
  }

  @Override
  public void unschedule(Timer timer) {
    store(Section.TIMERS).delete(StoreKeys.timer(timer));
  }

  @Override
  public List<Timer> due(Instant horizon, int max) {
    List<Timer> due = new ArrayList<>();
    if (horizon.isBefore(noTimerBefore)) {
      return due;
    }
    Bytes bound = StoreKeys.time(horizon.plusMillis(1));
    Instant next = NEVER;
    for (KeyValue<Bytes, byte[]> entry :
        store(Section.TIMERS).firstAndNext(StoreKeys.time(noTimerBefore), bound, max + 1)) {
      Timer timer = StoreKeys.timer(entry.key);
      if (timer.due().isAfter(horizon) || due.size() == max) {
        next = timer.due();
        break;
      }
      due.add(timer);
    }
    noTimerBefore = due.isEmpty() ? next : due.getFirst().due();
    return due;
  }

  @Override
  public void park(RequestKey key, Lane lane, Waiting place) {
    store(Section.PARKED)
        .put(StoreKeys.parked(key.tenantId(), lane, place.ticket()), key.toBytes());
    queues.parked(key.tenantId(), lane, place.ticket());
    count(key.tenantId(), lane, parked(key.tenantId(), lane).with(place));
  }

  @Override
  public void unpark(RequestKey key, Lane lane, Waiting place) {
    store(Section.PARKED).delete(StoreKeys.parked(key.tenantId(), lane, place.ticket()));
    count(key.tenantId(), lane, parked(key.tenantId(), lane).without(place));
  }

  @Override
  public Optional<RequestKey> parkedHead(String tenantId) {
    for (Lane lane : Lane.values()) {
      if (parked(tenantId, lane).requests() > 0) {
        Bytes from = StoreKeys.parked(tenantId, lane, queues.lowest(tenantId, lane));
        Bytes to = StoreKeys.parked(tenantId, lane, Long.MAX_VALUE);
        Optional<KeyValue<Bytes, byte[]>> head = firstParked(from, to);
        head.ifPresent(e -> queues.found(tenantId, lane, StoreKeys.ticketOf(e.key)));
        return head.map(entry -> RequestKey.fromBytes(entry.value));
      }
    }
    return Optional.empty();
  }

  @Override
  public Parked parked(String tenantId, Lane lane) {
    return raw(Section.META, text(QUEUE + lane + tenantId))
        .map(ByteBuffer::wrap)
        .map(counts -> new Parked(counts.getLong(), counts.getLong()))
        .orElse(Parked.NONE);
  }

  @Override
  public Optional<String> nextParkedTenant(String after) {
    return queues.tenantAfter(after);
  }

  @Override
  public PartitionMeta meta() {
    return read(Section.META, text(PARTITION), PartitionMeta.class).orElse(PartitionMeta.NEW);
  }

  @Override
  public void put(PartitionMeta meta) {
    store(Section.META).put(text(PARTITION), StateCodec.write(meta));
  }

  private Optional<String> parkedTenantAfter(String tenantId) {
    return firstParked(StoreKeys.tenant(tenantId, true), null)
        .map(entry -> StoreKeys.tenantOf(entry.key));
  }

  private Optional<KeyValue<Bytes, byte[]>> firstParked(Bytes from, @Nullable Bytes to) {
    return store(Section.PARKED).first(from, to, 1).stream().findFirst();
  }

  private void count(String tenantId, Lane lane, Parked next) {
    Bytes key = text(QUEUE + lane + tenantId);
    if (next.requests() <= 0) {
      store(Section.META).delete(key);
      queues.emptied(tenantId, lane, empty(tenantId));
    } else {
      store(Section.META)
          .put(key, ByteBuffer.allocate(16).putLong(next.requests()).putLong(next.bytes()).array());
    }
  }

  private boolean empty(String tenantId) {
    return Arrays.stream(Lane.values()).allMatch(lane -> parked(tenantId, lane).requests() <= 0);
  }

  private <T> Optional<T> read(Section name, Bytes key, Class<T> type) {
    return raw(name, key).map(bytes -> StateCodec.read(bytes, type));
  }

  private Optional<byte[]> raw(Section name, Bytes key) {
    return Optional.ofNullable(store(name).get(key));
  }

  static Bytes text(String text) {
    return Bytes.wrap(text.getBytes(UTF_8));
  }
}
