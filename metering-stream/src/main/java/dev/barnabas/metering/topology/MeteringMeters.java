package dev.barnabas.metering.topology;

import dev.barnabas.metering.anomalies.AnomalyDecision.Reason;
import dev.barnabas.metering.anomalies.AnomalyKind;
import dev.barnabas.vocabulary.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The names of what metering measures. Counters include records whose transaction was aborted and
 * repeated.
 */
final class MeteringMeters {

  /** Usage events, by {@value #RESULT}. */
  static final String EVENTS = "barnabas.metering.events";

  /** {@code counted}, {@code duplicate}, {@code held} or {@code rejected}. */
  static final String RESULT = "result";

  /** Dead letters written, by {@value #REASON}. */
  static final String DEAD_LETTERS = "barnabas.metering.dead.letters";

  /** Why, one of {@link DeadLetterReason} or {@link Reason}. */
  static final String REASON = "reason";

  /** Records that wait for a schema, over all partitions of this process. */
  static final String HELD = "barnabas.metering.held";

  /** Numbers of writers' events that were skipped; those that come later are not taken off. */
  static final String SKIPPED = "barnabas.metering.skipped";

  /** Alerts raised, by {@value #KIND}. */
  static final String ALERTS = "barnabas.alerts";

  /** What was found, one of {@link AnomalyKind}. */
  static final String KIND = "kind";

  /** Findings that were not told, by {@value #KIND} and {@value #REASON}. */
  static final String WITHHELD = "barnabas.metering.findings.withheld";

  /** Events that a fault kept from being looked at for anomalies. */
  static final String NOT_LOOKED_AT = "barnabas.metering.anomalies.failed";

  /** Subjects of anomalies that are remembered, over all partitions of this process. */
  static final String SUBJECTS = "barnabas.metering.anomalies.subjects";

  private final MeterRegistry registry;
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger subjects = new AtomicInteger();

  MeteringMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(HELD, held, AtomicInteger::get)
        .description("Usage events that wait for their schema")
        .register(registry);
    Gauge.builder(SUBJECTS, subjects, AtomicInteger::get)
        .description("Subjects of anomalies that are remembered")
        .register(registry);
  }

  void counted() {
    events("counted").increment();
  }

  void skipped(long events) {
    Counter.builder(SKIPPED)
        .description("Usage events that were missing when a later one of their writer came")
        .register(registry)
        .increment((double) events);
  }

  void duplicate() {
    events("duplicate").increment();
  }

  void held() {
    events("held").increment();
  }

  void rejected(DeadLetterReason reason) {
    events("rejected").increment();
    Counter.builder(DEAD_LETTERS)
        .description("Records on the metering topic that could not be counted")
        .tag(REASON, reason.name())
        .register(registry)
        .increment();
  }

  void alert(AnomalyKind kind) {
    Counter.builder(ALERTS)
        .description("Alerts raised")
        .tag(KIND, kind.name())
        .register(registry)
        .increment();
  }

  void withheld(AnomalyKind kind, Reason reason) {
    Counter.builder(WITHHELD)
        .description("Findings that were not told")
        .tag(KIND, kind.name())
        .tag(REASON, reason.name())
        .register(registry)
        .increment();
  }

  void notLookedAt() {
    Counter.builder(NOT_LOOKED_AT)
        .description("Usage events that a fault kept from being looked at for anomalies")
        .register(registry)
        .increment();
  }

  void subjectsChanged(int by) {
    subjects.addAndGet(by);
  }

  void heldChanged(int by) {
    held.addAndGet(by);
  }

  private Counter events(String result) {
    return Counter.builder(EVENTS)
        .description("Usage events read")
        .tag(RESULT, result)
        .register(registry);
  }
}
