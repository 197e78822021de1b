package dev.barnabas.broker.topology;

import dev.barnabas.broker.admission.OpenPartners;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import dev.barnabas.vocabulary.UnauthenticatedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a partition's state. Every record and every timer entry is one unit of work
 * inside one boundary: the whole decision is computed and serialised before the first store is
 * written, and a decision that fails is replaced by an answer that says so, with the record in the
 * dead letters. One thread.
 */
final class Partition {
  private static final Logger log = LoggerFactory.getLogger(Partition.class);
  private static final Bytes CONFIGURATION = StoredState.text("configuration");
  private static final int AT_ONCE = 500;
  private static final Duration SLICE = Duration.ofMillis(50);
  private static final Duration LARGEST_SKEW = Duration.ofSeconds(30);
  private static final Duration RETRY_HELD = Duration.ofMillis(500);

  /** So many threads or processes may end in a record before it is not decided any more. */
  private static final int DEATHS = 2;

  private final BrokerRuntime runtime;
  private final int number;
  private final StoredState state;
  private final CommitPace pace;
  private final OpenPartners open;
  private final HeldRecords held;
  private final Gate gate;
  private final Parsing parsing;
  private final Emission emission;
  private final UnitRunner units;
  private final QueueRelease release;
  private Deciders deciders;
  private Instant nextRetry = Instant.EPOCH;

  Partition(
      BrokerRuntime runtime, int number, StoredState state, CommitPace pace, OpenPartners open) {
    this.open = open;
    this.runtime = runtime;
    this.number = number;
    this.state = state;
    this.pace = pace;
    this.held = new HeldRecords(state.store(Section.HELD));
    this.gate = new Gate(runtime);
    this.parsing =
        new Parsing(
            runtime.codec(),
            runtime.names(),
            runtime.partitions(),
            new RequestSpans(runtime.tracer()));
    this.emission = new Emission(runtime, number);
    this.units = new UnitRunner(runtime, number, state, emission, this::policies);
    this.release = new QueueRelease(state, runtime.clock(), units);
    this.deciders = runtime.deciders(runtime.compiler().apply(configuration()), open);
  }

  /** When to ask for a commit, for all inputs of the partition. */
  CommitPace commitPace() {
    return pace;
  }

  private Policies policies() {
    return deciders.context().policies();
  }

  /** Takes a record. */
  void take(RawRecord raw, Consumer<Record<OutKey, byte[]>> forward) {
    checkClock(raw.read().appendedAt());
    take(raw, null, forward);
  }

  /**
   * A record that was the end of a thread or process twice is answered as failed, if it can be
   * read, and put aside; if even that was the end of one, it is put aside unread.
   */
  private void take(
      RawRecord raw, @Nullable Instant keySince, Consumer<Record<OutKey, byte[]>> forward) {
    int deaths = runtime.unfinished().begin(number, raw.read());
    try {
      if (deaths > DEATHS) {
        refuse(raw, new Arrival.Refused(DeadLetterReason.QUARANTINED, null, null), forward);
      } else {
        read(raw, deaths == DEATHS, keySince, forward);
      }
    } catch (KafkaException e) {
      // Kafka's trouble, a lost partition for one, and not the record's.
      runtime.unfinished().finished(number);
      throw e;
    }
    runtime.unfinished().finished(number);
  }

  private void read(
      RawRecord raw,
      boolean deadly,
      @Nullable Instant keySince,
      Consumer<Record<OutKey, byte[]>> forward) {
    switch (parse(raw)) {
      case Arrival.Refused refused -> refuse(raw, refused, forward);
      case Arrival.SchemaUnknown(int id) -> hold(raw, id, forward);
      case Arrival.Understood(int home, Arrival.Event said) -> {
        Arrival.Event event = deadly ? new Events.Quarantined(said) : said;
        event
            .claimed()
            .ifPresentOrElse(
                claimed -> authenticate(raw, home, event, claimed, keySince, forward),
                () -> go(raw, home, event, Optional.empty(), forward));
      }
    }
  }

  private void authenticate(
      RawRecord raw,
      int home,
      Arrival.Event event,
      RequestKey claimed,
      @Nullable Instant keySince,
      Consumer<Record<OutKey, byte[]>> forward) {
    switch (gate.decide(raw, claimed, policies(), keySince)) {
      case Gate.GateDecision.Passed(Optional<UnauthenticatedCode> shadowed) ->
          go(raw, home, event, shadowed, forward);
      case Gate.GateDecision.Waits _ -> {
        event.dropped();
        await(raw, keySince, forward);
      }
      case Gate.GateDecision.Barred(DeadLetterReason reason, String detail) -> {
        event.dropped();
        runtime.meters().authentication("refused", detail);
        refuse(raw, new Arrival.Refused(reason, detail, null), forward);
      }
    }
  }

  private void go(
      RawRecord raw,
      int home,
      Arrival.Event event,
      Optional<UnauthenticatedCode> shadowed,
      Consumer<Record<OutKey, byte[]>> forward) {
    if (home != number) {
      event.dropped();
      move(raw, home, forward);
      return;
    }
    if (event.claimed().isPresent()) {
      runtime
          .meters()
          .authentication(
              shadowed.isPresent() ? "shadowed" : "accepted",
              shadowed.map(UnauthenticatedCode::name).orElse("none"));
    }
    understood(raw, event, shadowed, forward);
  }

  /**
   * Does what is due, at most {@value #AT_ONCE} entries or one slice of time, and goes on where it
   * stopped.
   */
  void punctuate(Consumer<Record<OutKey, byte[]>> forward) {
    Instant end = runtime.clock().instant().plus(SLICE);
    for (Timer timer : state.due(state.meta().horizon(), AT_ONCE)) {
      fire(timer, forward);
      if (runtime.clock().instant().isAfter(end)) {
        return;
      }
    }
    retryHeld(forward);
    release.pass(deciders, AT_ONCE, end, forward);
  }

  private Arrival parse(RawRecord raw) {
    try {
      return parsing.parse(raw);
    } catch (RuntimeException | StackOverflowError e) {
      units.fault("a record could not be parsed", e);
      return new Arrival.Refused(DeadLetterReason.UNREADABLE, "INTERNAL", "value");
    }
  }

  private void understood(
      RawRecord raw,
      Arrival.Event event,
      Optional<UnauthenticatedCode> shadowed,
      Consumer<Record<OutKey, byte[]>> forward) {
    if (event instanceof Events.Activation(ConfigActivated activated, String proof)) {
      activate(raw, activated, proof, forward);
      return;
    }
    try {
      units.run(
          raw,
          unit -> {
            shadowed.ifPresent(code -> unit.emit(Gate.shadowed(event, code)));
            event.decide(deciders, unit, raw.source());
          },
          forward);
    } catch (KafkaException e) {
      throw e;
    } catch (Oversize e) {
      units.run(raw, unit -> event.failed(deciders, unit, raw.source(), e.code()), forward);
    } catch (RuntimeException | StackOverflowError e) {
      units.fault("a decision failed", e);
      units.run(
          raw,
          unit -> {
            event.failed(deciders, unit, raw.source(), ErrorCode.INTERNAL);
            unit.emit(
                new Output.Refused(DeadLetterReason.INTERNAL, e.getClass().getSimpleName(), null));
          },
          forward);
    }
  }

  private void fire(Timer timer, Consumer<Record<OutKey, byte[]>> forward) {
    try {
      units.run(
          units.unit(timer.due()), null, unit -> deciders.timers().fire(unit, timer), forward);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      units.fault("a timer failed", e);
      units.run(
          units.unit(timer.due()),
          null,
          unit -> {
            unit.unschedule(timer);
            deciders.timers().failed(unit, timer, deciders.endings());
          },
          forward);
    }
  }

  private void refuse(
      RawRecord raw, Arrival.Refused refused, Consumer<Record<OutKey, byte[]>> forward) {
    units.run(
        raw,
        unit ->
            unit.emit(new Output.Refused(refused.reason(), refused.detail(), refused.position())),
        forward);
  }

  private void move(RawRecord raw, int home, Consumer<Record<OutKey, byte[]>> forward) {
    if (raw.origin().isPresent()) {
      refuse(raw, new Arrival.Refused(DeadLetterReason.MISPLACED, null, null), forward);
      return;
    }
    Headers headers = new RecordHeaders(raw.headers().toArray());
    OriginProof.add(headers, raw, runtime.keys());
    runtime.meters().misplaced();
    forward.accept(emission.moved(raw, home, runtime.clock().instant().toEpochMilli(), headers));
  }

  private void hold(RawRecord raw, int schemaId, Consumer<Record<OutKey, byte[]>> forward) {
    if (!held.hold(HeldRecord.forSchema(raw, schemaId))) {
      refuse(raw, new Arrival.Refused(DeadLetterReason.SCHEMA_UNAVAILABLE, null, "value"), forward);
      return;
    }
    runtime.meters().held();
    runtime.lookups().ask(schemaId);
  }

  /** A record whose key is not known waits for the next look at the key set. */
  private void await(
      RawRecord raw, @Nullable Instant keySince, Consumer<Record<OutKey, byte[]>> forward) {
    Instant since = keySince == null ? runtime.clock().instant() : keySince;
    if (held.hold(HeldRecord.forKey(raw, since))) {
      if (keySince == null) {
        runtime.meters().held();
      }
      return;
    }
    String code = UnauthenticatedCode.KEY_UNKNOWN.name();
    runtime.meters().authentication("refused", code);
    refuse(raw, new Arrival.Refused(DeadLetterReason.UNAUTHENTICATED, code, null), forward);
  }

  private void retryHeld(Consumer<Record<OutKey, byte[]>> forward) {
    Instant now = runtime.clock().instant();
    if (now.isBefore(nextRetry)) {
      return;
    }
    nextRetry = now.plus(RETRY_HELD);
    for (HeldRecord record : held.first(AT_ONCE)) {
      Instant since = record.keySince();
      if (since != null) {
        if (gate.looked(policies(), since)) {
          held.release(record);
          take(record.raw(), since, forward);
        }
        continue;
      }
      if (runtime.schemas().cached(record.schemaId()).isPresent()) {
        held.release(record);
        take(record.raw(), null, forward);
        continue;
      }
      if (runtime.lookups().ask(record.schemaId()) == SchemaLookups.State.NOT_FOUND) {
        held.release(record);
        runtime.lookups().forget(record.schemaId());
        refuse(
            record.raw(),
            new Arrival.Refused(DeadLetterReason.SCHEMA_NOT_FOUND, null, "value"),
            forward);
      }
    }
  }

  private void activate(
      RawRecord raw,
      ConfigActivated activated,
      String proof,
      Consumer<Record<OutKey, byte[]>> forward) {
    String expected = runtime.keys().controlProof(activated.getVersion(), activated.getSha256());
    if (!expected.equals(proof)) {
      refuse(raw, new Arrival.Refused(DeadLetterReason.UNAUTHENTICATED, null, "headers"), forward);
      return;
    }
    if (activated.getVersion() <= policies().version()) {
      return;
    }
    Policies next;
    try {
      next = runtime.compiler().apply(activated);
    } catch (RuntimeException e) {
      units.fault("an activated configuration cannot be used; the old one stays", e);
      refuse(
          raw,
          new Arrival.Refused(DeadLetterReason.UNREADABLE, "CONFIGURATION", "content"),
          forward);
      return;
    }
    state.store(Section.META).put(CONFIGURATION, runtime.codec().encode(activated));
    deciders = runtime.deciders(next, open);
    log.atInfo()
        .addKeyValue("partition", number)
        .addKeyValue("version", next.version())
        .addKeyValue("configuration", next.sha256())
        .log("configuration activated");
    units.run(
        raw,
        unit ->
            unit.emit(
                new Output.Decided(
                    DecisionKind.CONFIGURATION_ACTIVATED,
                    new RequestKey("", ""),
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    null)),
        forward);
  }

  /** The newer of what this partition stored and what was in force when the process started. */
  private ConfigActivated configuration() {
    ConfigActivated initial = runtime.initial().get();
    byte[] stored = state.store(Section.META).get(CONFIGURATION);
    if (stored == null) {
      return initial;
    }
    return switch (runtime.codec().decode(stored, ConfigActivated.class)) {
      case dev.barnabas.topics.Parsed.Read<ConfigActivated>(ConfigActivated known) ->
          known.getVersion() >= initial.getVersion() ? known : initial;
      case dev.barnabas.topics.Parsed.Unreadable<ConfigActivated> _ -> initial;
      case dev.barnabas.topics.Parsed.SchemaUnknown<ConfigActivated> _ -> initial;
    };
  }

  private void checkClock(Instant appendedAt) {
    Instant wall = runtime.clock().instant();
    if (appendedAt.isAfter(wall.plus(LARGEST_SKEW))) {
      throw new ClockBehindException(LARGEST_SKEW);
    }
  }
}
