package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.barnabas.broker.completion.CallReport;
import dev.barnabas.broker.completion.Endings;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.TenantErased;
import dev.barnabas.topics.ConfigurationLog;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.ErrorCode;
import dev.barnabas.vocabulary.FailureKind;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What records say, each with the policy it is put to. */
final class Events {
  /** The header with which broker-app proves that a control record is its own. */
  static final String PROOF = ConfigurationLog.PROOF;

  private Events() {}

  static String proof(Headers headers) {
    Header header = headers.lastHeader(PROOF);
    return header == null || header.value() == null ? "" : new String(header.value(), US_ASCII);
  }

  /** A request. */
  record Request(InboundRequest request, Span span) implements Arrival.Event {
    @Override
    public Optional<RequestKey> claimed() {
      return Optional.of(request.key());
    }

    @Override
    public void dropped() {
      span.end();
    }

    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      try {
        deciders.admission().decide(unit, request, source);
      } finally {
        span.end();
      }
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {
      deciders.admission().failed(unit, request, source, code);
    }
  }

  /** A cancellation. */
  record Cancel(RequestKey key) implements Arrival.Event {
    @Override
    public Optional<RequestKey> claimed() {
      return Optional.of(key);
    }

    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      deciders.cancelling().decide(unit, key, source);
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {}
  }

  /** A call is about to be sent. */
  record Started(CallStarted record) implements Arrival.Event {
    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      deciders
          .completion()
          .started(
              unit,
              record.getAttemptId(),
              record.getCallId(),
              record.getPartnerId(),
              record.getStartedAt(),
              Duration.ofMillis(
                  Math.clamp(record.getTimeoutMs(), 0, Duration.ofDays(1).toMillis())));
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {
      fail(deciders, unit, record.getAttemptId(), code);
    }
  }

  /** A call has ended. */
  record Ended(CallReport report) implements Arrival.Event {
    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      deciders.completion().ended(unit, report);
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {
      deciders.completion().unusable(unit, report, code);
    }
  }

  /** An attempt ended without an answer. */
  record Failed(FailedAttempt record) implements Arrival.Event {
    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      deciders
          .completion()
          .failed(
              unit,
              record.getAttemptId(),
              record.getDispatch(),
              record.getPartnerId(),
              FailureKind.of(record.getKind()));
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {
      fail(deciders, unit, record.getAttemptId(), code);
    }
  }

  /** Time passed; counted no later than the broker appended it. */
  record Ticked(Instant now, boolean outcomes) implements Arrival.Event {
    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      Instant tick = now.isBefore(source.appendedAt()) ? now : source.appendedAt();
      unit.put(outcomes ? unit.meta().outcomesAt(tick) : unit.meta().fallbackAt(tick));
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {}
  }

  /** A configuration becomes the one in force; the partition takes it before it asks anybody. */
  record Activation(ConfigActivated record, String proof) implements Arrival.Event {
    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {}

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {}
  }

  /** A tenant's key is to be erased. */
  record Erasure(TenantErased record, String proof) implements Arrival.Event {
    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      deciders.erasing().decide(unit, record.getTenantId(), record.getErasedAt(), proof, source);
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {}
  }

  /** A record that ends threads or processes: whoever can be answered is, and it is put aside. */
  record Quarantined(Arrival.Event event) implements Arrival.Event {
    @Override
    public Optional<RequestKey> claimed() {
      return event.claimed();
    }

    @Override
    public void dropped() {
      event.dropped();
    }

    @Override
    public void decide(Deciders deciders, Unit unit, Coordinates source) {
      failed(deciders, unit, source, ErrorCode.INTERNAL);
      unit.emit(new Output.Refused(DeadLetterReason.QUARANTINED, null, null));
      event.dropped();
    }

    @Override
    public void failed(Deciders deciders, Unit unit, Coordinates source, ErrorCode code) {
      event.failed(deciders, unit, source, code);
    }
  }

  private static void fail(Deciders deciders, Unit unit, String attemptId, ErrorCode code) {
    Optional<RequestState> state = unit.attempt(attemptId).flatMap(unit::request);
    state
        .filter(s -> !s.ended())
        .ifPresent(
            s -> deciders.endings().fail(unit, s, Endings.fault(code, "a fault of the broker")));
  }
}
