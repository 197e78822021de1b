package dev.barnabas.broker.completion;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.broker.admission.Admission;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.InMemoryState;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Usage;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A partition with tenants, workers and clocks around it: takes steps as the broker would take the
 * records, and shows every unit of work to a {@link Ledgers} before and after it is written.
 */
final class World {
  static final List<String> TENANTS = List.of("acme", "umbrella");
  private static final Instant START = Instant.parse("2026-01-31T23:56:00Z");
  private static final Duration REMEMBERED = Duration.ofHours(24);

  private final InMemoryState state = new InMemoryState();
  private final Ledgers ledgers = new Ledgers(state);
  private final List<Output.Work> items = new ArrayList<>();
  private final Map<String, List<String>> calls = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final Map<RequestKey, Instant> answered = new HashMap<>();
  private final Map<String, Integer> generations = new HashMap<>();
  private Instant trueTime = START;
  private Duration skew = Duration.ZERO;
  private boolean crashing;
  private long offset;
  private Policies policies = ModelPolicies.of(0);
  private ModelPolicies.Deciders deciders = ModelPolicies.deciders(policies);

  /** What a worker said, and when. */
  private record Told(Consumer<Unit> record, Instant at) {}

  Ledgers ledgers() {
    return ledgers;
  }

  /** Every work item so far, in order; a step names one by its place. */
  List<Output.Work> items() {
    return List.copyOf(items);
  }

  void take(Step step) {
    switch (step) {
      case Step.Ask ask -> ask(ask);
      case Step.Cancel(int tenant, int id) -> cancel(key(TENANTS.get(tenant), id));
      case Step.Start(int item) -> item(item).ifPresent(this::start);
      case Step.Answer answer -> item(answer.item()).ifPresent(work -> answer(work, answer));
      case Step.Break(int item, FailureKind kind, int tokens) ->
          item(item).ifPresent(work -> breakCall(work, kind, tokens));
      case Step.GiveUp(int item, FailureKind kind) ->
          item(item).ifPresent(work -> giveUp(work, kind));
      case Step.Repeat(int record) -> {
        if (!told.isEmpty() && recent(told.get(record % told.size()).at())) {
          run(told.get(record % told.size()).record());
        }
      }
      case Step.Pass(int seconds) -> trueTime = trueTime.plusSeconds(seconds);
      case Step.Skew(int seconds) -> skew = Duration.ofSeconds(seconds);
      case Step.Beat(boolean outcomes, boolean fallback) -> beat(outcomes, fallback);
      case Step.Crash() -> crashing = true;
      case Step.Configure(int which) -> {
        policies = ModelPolicies.of(which);
        deciders = ModelPolicies.deciders(policies);
      }
      case Step.Race(int item, Step.Ender first, Step.Ender second) ->
          item(item).ifPresent(work -> race(work, first, second));
    }
  }

  /** Everything that can come to an end does: no worker says anything any more. */
  void settle() {
    skew = Duration.ZERO;
    for (int i = 0; i < 30; i++) {
      trueTime = trueTime.plusSeconds(120);
      beat(true, true);
    }
  }

  /** Long enough for every id to be forgotten. */
  void forget() {
    for (int i = 0; i < 4; i++) {
      trueTime = trueTime.plus(REMEMBERED.dividedBy(3));
      beat(true, true);
    }
  }

  private Instant wall() {
    return trueTime.plus(skew);
  }

  private Coordinates source() {
    return new Coordinates("inference.requests", 0, offset++, trueTime);
  }

  /** An id again and again; a new one once the former may have been forgotten. */
  private RequestKey key(String tenant, int id) {
    String slot = tenant + id;
    RequestKey key = new RequestKey(tenant, "r" + id + "-" + generations.getOrDefault(slot, 0));
    Instant seen = answered.get(key);
    if (seen != null && trueTime.isAfter(seen.plus(REMEMBERED).minusSeconds(60))) {
      generations.merge(slot, 1, Integer::sum);
      return key(tenant, id);
    }
    return key;
  }

  private void ask(Step.Ask ask) {
    RequestKey key = key(TENANTS.get(ask.tenant()), ask.id());
    String prompt = "word ".repeat(ask.words());
    InboundRequest in =
        new InboundRequest(
            key,
            "user",
            ModelPolicies.ALIASES.get(ask.alias()),
            prompt,
            List.of(),
            List.of(),
            null,
            new Sampling(null, null, null, List.of(), null, Map.of()),
            ask.lane(),
            null,
            ask.ttlSeconds() == 0 ? null : ask.ttlSeconds() * 1_000L,
            null,
            null,
            Map.of(),
            Samples.fingerprints(ask.alias() + prompt),
            null,
            prompt.getBytes(UTF_8).length);
    Coordinates source = source();
    ledgers.asked(key, in.fingerprints().hash());
    run(unit -> deciders.admission().decide(unit, in, source));
  }

  private void cancel(RequestKey key) {
    Coordinates source = source();
    run(unit -> deciders.cancelling().decide(unit, key, source));
  }

  private Optional<Output.Work> item(int number) {
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(items.get(number % items.size()))
            .filter(item -> recent(item.attempt().dispatchedAt()));
  }

  /** Nobody says a thing again after the outcomes' retention, nor for the first time. */
  private boolean recent(Instant at) {
    return trueTime.isBefore(at.plus(REMEMBERED.dividedBy(2)));
  }

  private String newCall(Output.Work item) {
    List<String> known = calls.computeIfAbsent(item.attempt().attemptId(), _ -> new ArrayList<>());
    String id = item.attempt().attemptId() + "/" + known.size();
    known.add(id);
    return id;
  }

  private String lastCall(Output.Work item) {
    List<String> known = calls.get(item.attempt().attemptId());
    return known == null ? newCall(item) : known.getLast();
  }

  private void tell(Consumer<Unit> record) {
    told.add(new Told(record, trueTime));
    run(record);
  }

  private void start(Output.Work item) {
    String call = newCall(item);
    Instant at = wall();
    tell(unit ->
        deciders
            .completion()
            .started(
                unit,
                item.attempt().attemptId(),
                call,
                item.link().partnerId(),
                at,
                Duration.ofSeconds(10)));
  }

  private void answer(Output.Work item, Step.Answer answer) {
    String call = answer.unannounced() ? newCall(item) : lastCall(item);
    String content = answer.sound() ? "{\"reply\": \"yes\"}" : "{\"reply\": 7}";
    CallReport report =
        report(item, call, "SUCCESS", content, answer.tokens(), BilledByProvider.YES);
    tell(unit -> deciders.completion().ended(unit, report));
    ledgers.ended(call);
  }

  private void breakCall(Output.Work item, FailureKind kind, int tokens) {
    String call = lastCall(item);
    CallReport report = report(item, call, kind.name(), null, tokens, kind.billedByProvider());
    tell(unit -> deciders.completion().ended(unit, report));
    ledgers.ended(call);
  }

  private void giveUp(Output.Work item, FailureKind kind) {
    tell(unit ->
        deciders
            .completion()
            .failed(
                unit,
                item.attempt().attemptId(),
                item.attempt().dispatch(),
                item.link().partnerId(),
                kind));
  }

  private CallReport report(
      Output.Work item,
      String call,
      String outcome,
      @Nullable String content,
      int tokens,
      BilledByProvider billed) {
    Instant at = wall();
    Usage usage = tokens == 0 ? null : Usage.of(tokens, tokens, Measure.PROVIDER_REPORTED);
    return new CallReport(
        item.attempt().attemptId(),
        call,
        item.link().partnerId(),
        outcome,
        content,
        List.of(),
        "stop",
        null,
        null,
        usage,
        null,
        billed,
        at,
        at.plusMillis(20));
  }

  private void race(Output.Work item, Step.Ender first, Step.Ender second) {
    boolean open = state.request(item.state().key()).filter(s -> !s.ended()).isPresent();
    if (open && first != second) {
      ledgers.raced();
    }
    end(item, first);
    end(item, second);
  }

  private void end(Output.Work item, Step.Ender ender) {
    switch (ender) {
      case ANSWER -> answer(item, new Step.Answer(0, 15, false, true));
      case CANCEL -> cancel(item.state().key());
      case DEADLINE -> {
        Instant due = item.state().deadline().plusSeconds(1).minus(skew);
        trueTime = trueTime.isAfter(due) ? trueTime : due;
        beat(true, true);
      }
      case FAILURE -> {
        breakCall(item, FailureKind.REQUEST_INVALID, 0);
        giveUp(item, FailureKind.REQUEST_INVALID);
      }
    }
  }

  private void beat(boolean outcomes, boolean fallback) {
    Instant tick = wall().isBefore(trueTime) ? wall() : trueTime;
    if (outcomes) {
      run(unit -> unit.put(unit.meta().outcomesAt(tick)));
    }
    if (fallback) {
      run(unit -> unit.put(unit.meta().fallbackAt(tick)));
    }
    for (Timer timer : state.due(state.meta().horizon(), 500)) {
      runAt(timer.due(), unit -> deciders.timers().fire(unit, timer));
    }
    ledgers.timely(state.meta().horizon());
    for (String tenant : TENANTS) {
      boolean left = true;
      for (int i = 0; left && i < 100; i++) {
        left = release(tenant);
      }
    }
  }

  private boolean release(String tenant) {
    Optional<RequestState> head = state.parkedHead(tenant).flatMap(state::request);
    if (head.isEmpty()) {
      return false;
    }
    Unit unit = new Unit(state, wall());
    Admission.ReleaseDecision decision = deciders.admission().release(unit, head.get());
    if (decision != Admission.ReleaseDecision.WAITS) {
      write(unit);
    }
    return decision == Admission.ReleaseDecision.LEFT;
  }

  private void run(Consumer<Unit> decision) {
    runAt(Instant.EPOCH, decision);
  }

  private void runAt(Instant notBefore, Consumer<Unit> decision) {
    Instant at = wall().isAfter(notBefore) ? wall() : notBefore;
    if (crashing) {
      crashing = false;
      Unit lost = new Unit(state, at);
      decision.accept(lost);
      deciders = ModelPolicies.deciders(policies);
      Unit again = new Unit(state, at);
      decision.accept(again);
      ledgers.repeated(lost.outputs(), again.outputs());
    }
    Unit unit = new Unit(state, at);
    decision.accept(unit);
    write(unit);
  }

  private void write(Unit unit) {
    ledgers.before(unit, policies);
    unit.write();
    ledgers.after(unit);
    for (Output output : unit.outputs()) {
      switch (output) {
        case Output.Work work -> items.add(work);
        case Output.Response response -> answered.put(response.key(), trueTime);
        case Output.Metered _,
            Output.Decided _,
            Output.Refused _,
            Output.Cancelled _,
            Output.Alarm _ -> {}
      }
    }
  }
}
