package dev.barnabas.broker.topology;

import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Unit;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The boundary of a unit of work: the whole decision is computed and serialised before the first
 * store is written, and only then its records are forwarded. What is thrown before that leaves the
 * state as it was. One thread.
 */
final class UnitRunner {
  private static final Logger log = LoggerFactory.getLogger(UnitRunner.class);

  private final BrokerRuntime runtime;
  private final int number;
  private final StoredState state;
  private final Emission emission;
  private final Supplier<Policies> policies;

  UnitRunner(
      BrokerRuntime runtime,
      int number,
      StoredState state,
      Emission emission,
      Supplier<Policies> policies) {
    this.runtime = runtime;
    this.number = number;
    this.state = state;
    this.emission = emission;
    this.policies = policies;
  }

  /** A unit at this moment, or at {@code notBefore} where the clock is behind it. */
  Unit unit(Instant notBefore) {
    Instant wall = runtime.clock().instant();
    return new Unit(state, wall.isAfter(notBefore) ? wall : notBefore);
  }

  /** Decides and completes a unit at this moment; {@code raw} is the record that caused it. */
  void run(
      @Nullable RawRecord raw, Consumer<Unit> decision, Consumer<Record<OutKey, byte[]>> forward) {
    run(unit(Instant.EPOCH), raw, decision, forward);
  }

  /** Decides and completes a unit. */
  void run(
      Unit unit,
      @Nullable RawRecord raw,
      Consumer<Unit> decision,
      Consumer<Record<OutKey, byte[]>> forward) {
    decision.accept(unit);
    complete(unit, raw, forward);
  }

  /** Serialises a decided unit's records, writes its state, forwards the records. */
  void complete(Unit unit, @Nullable RawRecord raw, Consumer<Record<OutKey, byte[]>> forward) {
    List<Record<OutKey, byte[]>> records =
        emission.records(unit, policies.get(), raw == null ? null : raw.source(), raw);
    unit.write();
    records.forEach(forward);
  }

  /** Counts and logs a defect of ours, without the words of a message, which may hold data. */
  void fault(String what, Throwable cause) {
    runtime.meters().fault();
    log.atError()
        .addKeyValue("partition", number)
        .addKeyValue("error", cause.getClass().getName())
        .addKeyValue(
            "at", cause.getStackTrace().length == 0 ? "" : cause.getStackTrace()[0].toString())
        .log(what);
  }
}
