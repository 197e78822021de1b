package dev.barnabas.broker.completion;

import static java.util.Objects.requireNonNull;

import dev.barnabas.broker.admission.Admission;
import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.admission.Redacting;
import dev.barnabas.broker.admission.Seal;
import dev.barnabas.broker.app.BoxedSeal;
import dev.barnabas.broker.app.ContentKeys;
import dev.barnabas.broker.policy.ConfiguredPolicies;
import dev.barnabas.broker.policy.RedactionPolicies;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.InMemoryState;
import dev.barnabas.broker.request.InboundRequest;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.broker.request.Sampling;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Usage;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import dev.barnabas.vocabulary.FailureKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stages over a partition's state, without Kafka: each action is taken as its records would be,
 * and what it wrote can be looked at until the next one.
 */
public final class Scene {
  /** When a scene begins. */
  public static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  /** Two partners on one route, the second the dearer. */
  public static final String PARTNERS =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: a}, token_bounds: {safety_factor: 1}}
        - {id: beta, adapter: simulated, models: {fast: b}, token_bounds: {safety_factor: 2}}
      prices:
        - {partner: alpha, model: a, input: 2, output: 8}
        - {partner: beta, model: b, input: 3, output: 15}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [beta], max_output_tokens: 100, deadline: 60s}
      """;

  /** More than a test needs. */
  public static final String QUOTA = "quotas: {default: {tokens_per_month: 100000}}\n";

  private static final RedactionEngine ENGINE = RedactionEngine.create();
  private static final RedactionPolicies REDACTION =
      new RedactionPolicies(ENGINE.compiler(new byte[32]));
  private static final Contract CONTRACT = new Contract();

  private final TenantKeys keys = new TenantKeys(new byte[32]);
  private final InMemoryState state = new InMemoryState();
  private final Set<String> unreachable = new HashSet<>();
  private final List<Output> written = new ArrayList<>();
  private boolean erased;
  private long offset;
  private Instant now = START;
  private Admission admission;
  private Completion completion;
  private Cancelling cancelling;
  private Timers timers;
  private Endings endings;

  /** Under this configuration, version 1. */
  public Scene(String yaml) {
    this.admission = new Admission(context(1, yaml));
    this.completion = new Completion(context(1, yaml), CONTRACT);
    this.cancelling = new Cancelling(context(1, yaml), completion);
    this.timers = new Timers(completion);
    this.endings = new Endings(context(1, yaml));
  }

  /** Another configuration comes into force. */
  public void configure(long version, String yaml) {
    admission = new Admission(context(version, yaml));
    completion = new Completion(context(version, yaml), CONTRACT);
    cancelling = new Cancelling(context(version, yaml), completion);
    timers = new Timers(completion);
    endings = new Endings(context(version, yaml));
  }

  private DecisionContext context(long version, String yaml) {
    Seal boxed = new BoxedSeal(ContentKeys.of(keys));
    Seal seal =
        new Seal() {
          @Override
          public byte[] salt() {
            return boxed.salt();
          }

          @Override
          public byte[] seal(RequestKey key, byte[] salt, Content content) {
            return boxed.seal(key, salt, content);
          }

          @Override
          public Optional<Content> open(RequestKey key, byte[] salt, byte[] sealed) {
            return erased ? Optional.empty() : boxed.open(key, salt, sealed);
          }

          @Override
          public void forget(String tenantId) {
            boxed.forget(tenantId);
          }
        };
    return new DecisionContext(
        new ConfiguredPolicies(
            version,
            ConfigurationLoader.parse(yaml, LoadContext.ofProcess().asUnderUp().withoutKeys())
                .orElseThrow(),
            REDACTION),
        keys,
        seal,
        new Redacting(ENGINE),
        partner -> !unreachable.contains(partner));
  }

  /** The state. */
  public InMemoryState state() {
    return state;
  }

  /** A partner's work topic is gone. */
  public void unreachable(String partner) {
    unreachable.add(partner);
  }

  /** The tenant's key is erased. */
  public void erase() {
    erased = true;
  }

  /** A request of acme for the route {@code fast}. */
  public static InboundRequest request(String id, String prompt) {
    return request("acme", id, "fast", prompt, null);
  }

  /** A request. */
  public static InboundRequest request(
      String tenant, String id, String alias, String prompt, @Nullable Long ttlMs) {
    return new InboundRequest(
        new RequestKey(tenant, id),
        "user-1",
        alias,
        prompt,
        List.of(),
        List.of(),
        null,
        new Sampling(null, null, null, List.of(), null, Map.of("top_k", "3", "mine", "4")),
        Lane.REALTIME,
        null,
        ttlMs,
        null,
        "cc-1",
        Map.of("team", "blue"),
        Samples.fingerprints("canonical " + prompt),
        null,
        prompt.length());
  }

  /** Where the next record is read. */
  public Coordinates next(Instant appendedAt) {
    return new Coordinates("inference.requests", 0, offset++, appendedAt);
  }

  /** Acme asks on the route {@code fast}. */
  public Scene ask(String id, String prompt) {
    return ask(request(id, prompt), now);
  }

  /** A request is read. */
  public Scene ask(InboundRequest request, Instant appendedAt) {
    Coordinates source = next(appendedAt);
    return run(unit -> admission.decide(unit, request, source));
  }

  /** A request could not be decided. */
  public Scene failed(InboundRequest request, ErrorCode code) {
    Coordinates source = next(now);
    return run(unit -> admission.failed(unit, request, source, code));
  }

  /** The head of acme's queue is asked once; null where nothing is parked. */
  public Admission.@Nullable ReleaseDecision release() {
    written.clear();
    Optional<RequestState> head = state.parkedHead("acme").flatMap(state::request);
    if (head.isEmpty()) {
      return null;
    }
    Unit unit = new Unit(state, now);
    Admission.ReleaseDecision decision = admission.release(unit, head.get());
    if (decision != Admission.ReleaseDecision.WAITS) {
      unit.write();
      written.addAll(unit.outputs());
    }
    return decision;
  }

  /** Acme cancels. */
  public Scene cancel(String tenant, String id) {
    Coordinates source = next(now);
    return run(unit -> cancelling.decide(unit, new RequestKey(tenant, id), source));
  }

  /** What is due could not be decided. */
  public Scene failed(Timer timer) {
    return run(unit -> timers.failed(unit, timer, endings));
  }

  /** A call of an item starts. */
  public Scene start(Output.Work item, String call) {
    return run(unit ->
        completion.started(
            unit,
            item.attempt().attemptId(),
            call,
            item.link().partnerId(),
            now,
            Duration.ofSeconds(10)));
  }

  /** A call answers with 10 tokens in and 20 out. */
  public Scene answer(Output.Work item, String call, @Nullable String content) {
    return end(report(item, call, "SUCCESS", content, usage(10, 20), BilledByProvider.YES));
  }

  /** A call fails. */
  public Scene breakCall(Output.Work item, String call, FailureKind kind, @Nullable Usage usage) {
    return end(report(item, call, kind.name(), null, usage, kind.billedByProvider()));
  }

  /** A call ends. */
  public Scene end(CallReport report) {
    return run(unit -> completion.ended(unit, report));
  }

  /** A call ends with what cannot be used. */
  public Scene unusable(CallReport report, ErrorCode code) {
    return run(unit -> completion.unusable(unit, report, code));
  }

  /** An attempt fails. */
  public Scene giveUp(Output.Work item, FailureKind kind) {
    return run(unit ->
        completion.failed(
            unit,
            item.attempt().attemptId(),
            item.attempt().dispatch(),
            item.link().partnerId(),
            kind));
  }

  /** What a worker reports of a call. */
  public CallReport report(
      Output.Work item,
      String call,
      String outcome,
      @Nullable String content,
      @Nullable Usage usage,
      BilledByProvider billed) {
    return new CallReport(
        item.attempt().attemptId(),
        call,
        item.link().partnerId(),
        outcome,
        content,
        List.of(),
        "stop",
        "a-2026",
        "req-9",
        usage,
        "{\"raw\": 1}",
        billed,
        now,
        now.plusMillis(25));
  }

  /** So many tokens, as the provider reports them. */
  public static Usage usage(long input, long output) {
    return Usage.of(input, output, Measure.PROVIDER_REPORTED);
  }

  /** Time passes, both ticks are read, and what is due is decided. */
  public Scene pass(Duration by) {
    now = now.plus(by);
    written.clear();
    record(unit -> unit.put(unit.meta().outcomesAt(now).fallbackAt(now)));
    for (Timer timer : state.due(state.meta().horizon(), 500)) {
      record(unit -> timers.fire(unit, timer));
    }
    return this;
  }

  private Scene run(Consumer<Unit> decision) {
    written.clear();
    record(decision);
    return this;
  }

  private void record(Consumer<Unit> decision) {
    Unit unit = new Unit(state, now);
    decision.accept(unit);
    unit.write();
    written.addAll(unit.outputs());
  }

  private <T> List<T> each(Class<T> type) {
    return written.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Everything the last action wrote, in order. */
  public List<Output> written() {
    return List.copyOf(written);
  }

  /** The kinds of decisions, in order. */
  public List<DecisionKind> kinds() {
    return decisions().stream().map(Output.Decided::kind).toList();
  }

  /** The decisions, in order. */
  public List<Output.Decided> decisions() {
    return each(Output.Decided.class);
  }

  /** The decision of that kind. */
  public Output.Decided decision(DecisionKind kind) {
    return decisions().stream().filter(d -> d.kind() == kind).findFirst().orElseThrow();
  }

  /** The state that the decision of that kind left. */
  public RequestState left(DecisionKind kind) {
    return requireNonNull(decision(kind).state(), "state");
  }

  /** What the decision of that kind charged, in tokens. */
  public long charged(DecisionKind kind) {
    return left(kind).chargedTokens();
  }

  /** What the request of the decision of that kind holds, in tokens. */
  public long held(DecisionKind kind) {
    return requireNonNull(left(kind).hold(), "hold").tokens();
  }

  /** The text of the only answer. */
  public @Nullable String answered() {
    return requireNonNull(response().answer(), "answer").content();
  }

  /** What the only answer cost. */
  public BigDecimal cost() {
    return requireNonNull(response().cost(), "cost").amount();
  }

  /** The work items. */
  public List<Output.Work> works() {
    return each(Output.Work.class);
  }

  /** The only work item. */
  public Output.Work work() {
    return only(works());
  }

  /** The only response. */
  public Output.Response response() {
    return only(responses());
  }

  /** The responses. */
  public List<Output.Response> responses() {
    return each(Output.Response.class);
  }

  /** The usage events. */
  public List<Output.Metered> metered() {
    return each(Output.Metered.class);
  }

  /** The alarms. */
  public List<Output.Alarm> alarms() {
    return each(Output.Alarm.class);
  }

  /** The dead letters. */
  public List<Output.Refused> refused() {
    return each(Output.Refused.class);
  }

  /** What workers need not start. */
  public List<Output.Cancelled> calledOff() {
    return each(Output.Cancelled.class);
  }

  /** When something of that kind is due, earliest first. */
  public List<Instant> due(Timer.Kind kind) {
    return state.timers().stream().filter(t -> t.kind() == kind).map(Timer::due).toList();
  }

  private static <T> T only(List<T> all) {
    if (all.size() != 1) {
      throw new AssertionError("one was expected, not " + all);
    }
    return all.getFirst();
  }
}
