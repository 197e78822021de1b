package dev.barnabas.broker.topology;

import dev.barnabas.broker.request.Output;
import io.micrometer.core.instrument.MeterRegistry;

/** Everything broker-app counts. Names are constants here; no meter has a tenant as a tag. */
public final class BrokerMeters {
  /** Terminal responses, by {@code status}. */
  public static final String RESPONSES = "barnabas.responses";

  /** Decisions, by {@code kind}. */
  public static final String DECISIONS = "barnabas.decisions";

  /** Usage events, by {@code outcome}. */
  public static final String USAGE_EVENTS = "barnabas.usage.events";

  /** Work items, by {@code partner}. */
  public static final String DISPATCHED = "barnabas.dispatched";

  /** Dead letters, by {@code reason}. */
  public static final String DEAD_LETTERS = "barnabas.dead.letters";

  /** Attempts that ended before a call was heard of, by {@code partner}. */
  public static final String CANCELLED = "barnabas.cancelled.attempts";

  /**
   * Records whose tenant had to be proven, by {@code outcome}: {@code accepted}, {@code refused} or
   * {@code shadowed}; and by {@code code}, {@code none} where accepted.
   */
  public static final String AUTHENTICATION = "barnabas.authentication";

  /** Alerts, by {@code kind}. */
  public static final String ALERTS = "barnabas.alerts";

  /** What was redacted before it went out, by {@code type}. */
  public static final String REDACTIONS = "barnabas.redactions";

  /** Records moved to their home partition. */
  public static final String MISPLACED = "barnabas.misplaced";

  /** Records held until their schema or their key is known. */
  public static final String HELD = "barnabas.held";

  /** Decisions that failed by a fault of ours. */
  public static final String FAULTS = "barnabas.faults";

  private final MeterRegistry registry;

  /**
   * @param registry where they are registered
   */
  public BrokerMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void written(Output output) {
    switch (output) {
      case Output.Response r -> count(RESPONSES, "status", r.ending().status().name());
      case Output.Decided d -> count(DECISIONS, "kind", d.kind().name());
      case Output.Metered m -> count(USAGE_EVENTS, "outcome", m.outcome());
      case Output.Work w -> {
        count(DISPATCHED, "partner", w.link().partnerId());
        w.attempt()
            .redactions()
            .forEach((type, n) -> registry.counter(REDACTIONS, "type", type).increment(n));
      }
      case Output.Refused r -> count(DEAD_LETTERS, "reason", r.reason().name());
      case Output.Cancelled c -> count(CANCELLED, "partner", c.partnerId());
      case Output.Alarm a -> count(ALERTS, "kind", a.kind());
    }
  }

  void authentication(String outcome, String code) {
    registry.counter(AUTHENTICATION, "outcome", outcome, "code", code).increment();
  }

  void misplaced() {
    registry.counter(MISPLACED).increment();
  }

  void held() {
    registry.counter(HELD).increment();
  }

  void fault() {
    registry.counter(FAULTS).increment();
  }

  private void count(String name, String tag, String value) {
    registry.counter(name, tag, value).increment();
  }
}
