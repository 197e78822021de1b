package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.vocabulary.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Asks the heads of the tenants' queues whether there is room now, one tenant after the other, so
 * that none waits for another's queue; a pass goes on where the last one stopped. One thread.
 */
final class QueueRelease {
  private final StoredState state;
  private final InstantSource clock;
  private final UnitRunner runner;
  private String cursor = "";

  QueueRelease(StoredState state, InstantSource clock, UnitRunner runner) {
    this.state = state;
    this.clock = clock;
    this.runner = runner;
  }

  /** Releases at most {@code atOnce} requests until {@code end}, or until no head has room. */
  void pass(Deciders deciders, int atOnce, Instant end, Consumer<Record<OutKey, byte[]>> forward) {
    String first = null;
    for (int i = 0; i < atOnce && clock.instant().isBefore(end); i++) {
      Optional<String> tenant = state.nextParkedTenant(cursor);
      if (tenant.isEmpty()) {
        if (cursor.isEmpty()) {
          return;
        }
        cursor = "";
        continue;
      }
      cursor = tenant.get();
      boolean left = head(deciders, tenant.get(), forward);
      if (!left && tenant.get().equals(first)) {
        return;
      }
      first = left ? null : first == null ? tenant.get() : first;
    }
  }

  private boolean head(
      Deciders deciders, String tenantId, Consumer<Record<OutKey, byte[]>> forward) {
    Optional<RequestState> head = state.parkedHead(tenantId).flatMap(state::request);
    if (head.isEmpty()) {
      return false;
    }
    Unit unit = runner.unit(Instant.EPOCH);
    try {
      return switch (deciders.admission().release(unit, head.get())) {
        case LEFT -> {
          runner.complete(unit, null, forward);
          yield true;
        }
        case WAITS_KNOWING -> {
          unit.write();
          yield false;
        }
        case WAITS -> false;
      };
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      runner.fault("a release failed", e);
      RequestKey key = head.get().key();
      ErrorCode code = e instanceof Oversize o ? o.code() : ErrorCode.INTERNAL;
      runner.run(
          null, next -> deciders.timers().fail(next, key, code, deciders.endings()), forward);
      return true;
    }
  }
}
