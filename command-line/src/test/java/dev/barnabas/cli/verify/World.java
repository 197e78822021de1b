package dev.barnabas.cli.verify;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A sound run of the broker, written record by record as the design says: requests, the decisions
 * about them with their balances, work, calls, usage events, responses, dead letters, and the
 * provider's ledger.
 */
final class World {
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final long LIMIT = 1_000_000;
  static final long HOLD = 200;
  static final String EMAIL = "ada.lovelace@example.org";

  final BrokerLog log = new BrokerLog();
  final TopicCopy topics = log.topics;
  final List<String> ledger = log.ledger;

  /** One of every kind of ending, for two tenants. */
  static World ofEveryKind() {
    World world = new World();
    world.log.tick();
    for (String tenant : List.of("tenant-a", "tenant-b")) {
      world.completed(world.asked(tenant, "done-1"));
      Asked twice = world.completed(world.asked(tenant, "done-2"));
      world.duplicate(twice);
      world.conflict(twice);
      world.fellBack(world.asked(tenant, "fell-back-1"));
      world.rejected(tenant, "rejected-1");
      world.expired(world.asked(tenant, "expired-1", r -> r.setTtlMs(30_000L)));
      world.corrected(world.asked(tenant, "corrected-1"));
      world.chargedLess(world.asked(tenant, "charged-less-1", r -> r.setTtlMs(30_000L)));
    }
    world.unreadable(new byte[] {7, 7, 7});
    world.refused("stranger", "r-1", DeadLetterReason.UNKNOWN_TENANT);
    world.log.tick();
    return world;
  }

  /** When everything in this world is over. */
  Instant end() {
    return log.now().plus(Duration.ofHours(1));
  }

  VerifyReport verify() {
    return verify(CheckSettings.at(end()));
  }

  VerifyReport verify(CheckSettings settings) {
    return Verification.check(
        topics.snapshot(), new Ledger(true, Ledger.parse("ledger.jsonl", ledger)), settings);
  }

  /** A request that was taken. */
  record Asked(
      RequestId id, int home, Coordinates at, Instant appendedAt, InferenceRequest request) {
    Instant deadline() {
      Long ttl = request.getTtlMs();
      return appendedAt.plusMillis(ttl == null ? 60_000 : ttl);
    }

    String attempt(int number) {
      return "attempt" + Integer.toHexString(id.hashCode()) + "x" + number;
    }

    String call(int number) {
      return "call-" + id.tenantId() + "-" + id.correlationId() + "-" + number;
    }
  }

  Asked asked(String tenant, String correlationId) {
    return asked(tenant, correlationId, UnaryOperator.identity());
  }

  Asked asked(String tenant, String correlationId, UnaryOperator<InferenceRequest.Builder> change) {
    return wrote(
        change
            .apply(
                InferenceRequest.newBuilder()
                    .setModelId("fast")
                    .setPrompt("Write to " + EMAIL + " about the engine.")
                    .setMetadata(
                        new RequestMetadata(tenant, "user-" + correlationId, correlationId)))
            .build());
  }

  private Asked wrote(InferenceRequest request) {
    String tenant = request.getMetadata().getTenantId();
    int home = HomePartition.of(tenant, 2);
    Instant at = log.step();
    Coordinates where = topics.append(topics.names.requests(), home, tenant, at, request);
    RequestId id = new RequestId(tenant, request.getMetadata().getCorrelationId());
    return new Asked(id, home, where, at, request);
  }

  /** Answered by the first partner. */
  Asked completed(Asked asked) {
    log.admit(asked);
    log.hold(asked, DecisionKind.HELD, HOLD, HOLD);
    log.dispatch(asked, 0, "alpha");
    log.start(asked, 0, "alpha");
    log.end(asked, 0, "alpha", "SUCCESS", 20, 30);
    log.event(asked, 0, "alpha", UsageKind.USAGE, "SUCCESS", 20, 30, 50);
    log.respond(asked, TerminalStatus.COMPLETED, 50);
    log.settle(asked, HOLD, 50);
    return asked;
  }

  /** Failed at the first partner, answered by the second under a raised hold. */
  void fellBack(Asked asked) {
    log.admit(asked);
    log.hold(asked, DecisionKind.HELD, HOLD, HOLD);
    log.dispatch(asked, 0, "alpha");
    log.start(asked, 0, "alpha");
    log.end(asked, 0, "alpha", "PROVIDER_UNAVAILABLE", 0, 0);
    log.event(asked, 0, "alpha", UsageKind.USAGE, "PROVIDER_UNAVAILABLE", 0, 0, 0);
    log.fail(asked, 0, "alpha", "PROVIDER_UNAVAILABLE");
    log.hold(asked, DecisionKind.RAISED, HOLD + 100, 100);
    log.dispatch(asked, 1, "beta");
    log.start(asked, 1, "beta");
    log.end(asked, 1, "beta", "SUCCESS", 25, 35);
    log.event(asked, 1, "beta", UsageKind.USAGE, "SUCCESS", 25, 35, 60);
    log.respond(asked, TerminalStatus.COMPLETED, 60);
    log.settle(asked, HOLD + 100, 60);
  }

  /** Refused by validation. */
  void rejected(String tenant, String correlationId) {
    Asked asked = asked(tenant, correlationId, r -> r.setModelId("no-such-model"));
    log.respond(asked, TerminalStatus.REJECTED, 0);
  }

  /** A crash destroyed the call's end, and the tenant's own deadline passed. */
  void expired(Asked asked) {
    log.admit(asked);
    log.hold(asked, DecisionKind.HELD, HOLD, HOLD);
    log.dispatch(asked, 0, "alpha");
    log.start(asked, 0, "alpha");
    log.until(asked.deadline().plusSeconds(1));
    log.respond(asked, TerminalStatus.EXPIRED, 0);
    log.until(asked.deadline().plusSeconds(40));
    log.event(asked, 0, "alpha", UsageKind.USAGE, "UNKNOWN", 0, 0, 0);
    log.event(asked, 0, "alpha", UsageKind.ADJUSTMENT, "UNKNOWN", 0, 0, HOLD);
    log.settle(asked, HOLD, HOLD);
  }

  /** The first call's end came after it was taken for lost and another call had answered. */
  void corrected(Asked asked) {
    log.admit(asked);
    log.hold(asked, DecisionKind.HELD, HOLD, HOLD);
    log.dispatch(asked, 0, "alpha");
    log.start(asked, 0, "alpha");
    log.fail(asked, 0, "alpha", "REDELIVERED");
    log.event(asked, 0, "alpha", UsageKind.USAGE, "UNKNOWN", 0, 0, 0);
    log.dispatch(asked, 1, "alpha");
    log.start(asked, 1, "alpha");
    log.end(asked, 1, "alpha", "SUCCESS", 20, 30);
    log.event(asked, 1, "alpha", UsageKind.USAGE, "SUCCESS", 20, 30, 50);
    log.respond(asked, TerminalStatus.COMPLETED, 50);
    log.settle(asked, HOLD, 50);
    log.end(asked, 0, "alpha", "SUCCESS", 20, 31);
    log.event(asked, 0, "alpha", UsageKind.REVERSAL, "UNKNOWN", 0, 0, 0);
    log.event(asked, 0, "alpha", UsageKind.USAGE, "SUPERSEDED", 20, 31, 0);
  }

  /** Charged as UNKNOWN at the tenant's own deadline; then the call's end came and said less. */
  void chargedLess(Asked asked) {
    expired(asked);
    log.end(asked, 0, "alpha", "SUCCESS", 20, 31);
    log.event(asked, 0, "alpha", UsageKind.REVERSAL, "UNKNOWN", 0, 0, -HOLD);
    log.event(asked, 0, "alpha", UsageKind.USAGE, "SUPERSEDED", 20, 31, 0);
    log.event(asked, 0, "alpha", UsageKind.ADJUSTMENT, "SUPERSEDED", 0, 0, 51);
    log.correct(asked, HOLD, HOLD, 51);
  }

  void duplicate(Asked first) {
    Asked again = wrote(first.request());
    log.decide(again, DecisionKind.DUPLICATE, d -> BrokerLog.first(d, first));
  }

  Asked conflict(Asked first) {
    Asked other =
        asked(first.id().tenantId(), first.id().correlationId(), r -> r.setPrompt("Other words."));
    log.letter(
        other.at(), topics.codec.encode(other.request()), DeadLetterReason.IDEMPOTENCY_CONFLICT);
    log.decide(other, DecisionKind.CONFLICT, d -> BrokerLog.first(d, first));
    return other;
  }

  Coordinates unreadable(byte[] value) {
    Coordinates at =
        topics.append(topics.names.requests(), 0, "x", log.step(), value, new RecordHeaders());
    log.letter(at, value, DeadLetterReason.UNREADABLE);
    return at;
  }

  Asked refused(String tenant, String correlationId, DeadLetterReason reason) {
    Asked asked = asked(tenant, correlationId);
    log.letter(asked.at(), topics.codec.encode(asked.request()), reason);
    return asked;
  }

  static @Nullable Violation find(VerifyReport report, String promise, String code) {
    return report.promises().stream()
        .filter(p -> p.id().equals(promise))
        .flatMap(p -> p.violations().stream())
        .filter(v -> v.code().equals(code))
        .findFirst()
        .orElse(null);
  }
}
