package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.budget.Alerts;
import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.LimitKind;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Call;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.InMemoryState;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Metered;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.WindowKey;
import dev.barnabas.pricing.EventId;
import dev.barnabas.vocabulary.DecisionKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Books of its own, kept from what units write, and held against the promises after every unit. It
 * knows nothing of how a decision was reached.
 */
final class Ledgers {
  private static final Duration LONGER_THAN_A_HISTORY = Duration.ofDays(30);

  private final InMemoryState state;
  private final Map<RequestKey, String> asked = new HashMap<>();
  private final Map<RequestKey, Output.Response> responses = new HashMap<>();
  private final Map<RequestKey, List<Metered>> events = new HashMap<>();
  private final Map<String, Integer> net = new HashMap<>();
  private final Set<String> eventIds = new HashSet<>();
  private final Set<String> dispatched = new HashSet<>();
  private final Map<String, String> attempts = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<WindowKey, Map<RequestKey, BigDecimal>> settled = new HashMap<>();
  private boolean limited;
  private boolean raced;

  Ledgers(InMemoryState state) {
    this.state = state;
  }

  /** Whether a limit parked, refused or ended something. */
  boolean limited() {
    return limited;
  }

  /** Whether two enders met an open request in one step. */
  boolean hasRaced() {
    return raced;
  }

  void raced() {
    raced = true;
  }

  /** Its first content is the one that counts. */
  void asked(RequestKey key, String content) {
    asked.putIfAbsent(key, content);
  }

  /** The terminal response, once there is one. */
  Optional<Output.Response> response(RequestKey key) {
    return Optional.ofNullable(responses.get(key));
  }

  /** Everything that was due up to then was decided. */
  void timely(Instant horizon) {
    assertThat(state.requests())
        .as("P1: requests open after their deadline was read in both topics, %s", horizon)
        .filteredOn(request -> !request.ended() && !request.deadline().isAfter(horizon))
        .filteredOn(request -> request.phase() != RequestState.Phase.CANCEL_REMEMBERED)
        .isEmpty();
  }

  void ended(String callId) {
    ended.add(callId);
    assertThat(net.get(callId)).as("P2: usage events of the ended call %s", callId).isEqualTo(1);
  }

  void repeated(List<Output> lost, List<Output> again) {
    assertThat(again).as("a decision taken again is the same").isEqualTo(lost);
  }

  /** Looks at a unit while the state is still as it was. */
  void before(Unit unit, Policies policies) {
    for (Output output : unit.outputs()) {
      if (output instanceof Output.Decided decided) {
        holdsWithin(decided, policies);
        limited |= decided.kind() == DecisionKind.PARKED;
        limited |= decided.code() != null && decided.code().matches("QUOTA_EXCEEDED|EXCEEDS_LIMIT");
      }
    }
  }

  private void holdsWithin(Output.Decided decided, Policies policies) {
    if (decided.kind() == DecisionKind.HELD || decided.kind() == DecisionKind.RAISED) {
      RequestState request = decided.state();
      assertThat(request).isNotNull();
      List<Limit> limits = policies.limits(request.key().tenantId(), request.alias());
      if (decided.kind() == DecisionKind.HELD) {
        assertThat(decided.balances())
            .as("P3: limits that a hold of %s is taken against", request.key())
            .hasSameSizeAs(limits);
      }
      for (Output.BalanceAfter after : decided.balances()) {
        BigDecimal grown = after.balance().taken().subtract(state.balance(after.window()).taken());
        limit(limits, after.window())
            .filter(limit -> limit.enforced() && grown.signum() > 0)
            .ifPresent(limit ->
                assertThat(after.balance().taken())
                    .as("P3: %s in %s", decided.kind(), after.window())
                    .isLessThanOrEqualTo(limit.value()));
      }
    }
    RequestState charged = decided.state();
    Hold hold = charged == null ? null : charged.hold();
    if (decided.chargedMoney() != null && charged != null && hold != null) {
      assertThat(decided.chargedMoney()).as("P3: charge").isLessThanOrEqualTo(hold.money());
      assertThat(charged.chargedTokens()).as("P3: charge").isLessThanOrEqualTo(hold.tokens());
    }
  }

  private static Optional<Limit> limit(List<Limit> limits, WindowKey window) {
    return limits.stream()
        .filter(l -> l.scope().equals(window.scope()) && l.kind().word().equals(window.limit()))
        .findFirst();
  }

  /** Looks at the state after a unit was written. */
  void after(Unit unit) {
    for (Output output : unit.outputs()) {
      switch (output) {
        case Output.Response response -> answered(response);
        case Metered metered -> metered(metered);
        case Output.Work work -> dispatched(work);
        case Output.Decided decided -> charged(decided);
        case Output.Refused _, Output.Alarm _, Output.Cancelled _ -> {}
      }
    }
    List<RequestState> requests =
        asked.keySet().stream().flatMap(key -> unit.request(key).stream()).toList();
    requests.forEach(this::chargedOnce);
    requests.forEach(this::meteredOnce);
    reserves(requests);
    counts(requests);
  }

  private void answered(Output.Response response) {
    assertThat(responses.put(response.key(), response))
        .as("P1: another terminal response of %s", response.key())
        .isNull();
    assertThat(response.fingerprint())
        .as("P5: the content that is answered, of %s", response.key())
        .isEqualTo(asked.get(response.key()));
  }

  private void dispatched(Output.Work work) {
    assertThat(dispatched.add(work.attempt().attemptId() + "#" + work.attempt().dispatch()))
        .as("P2: one work item per dispatch of %s", work.attempt().attemptId())
        .isTrue();
    String attempt = work.state().key() + ", link " + work.attempt().link();
    assertThat(attempts.merge(work.attempt().attemptId(), attempt, (first, _) -> first))
        .as("P2: what the attempt id %s stands for", work.attempt().attemptId())
        .isEqualTo(attempt);
    assertThat(responses)
        .as("work for a request that has ended")
        .doesNotContainKey(work.state().key());
  }

  private void metered(Metered event) {
    assertThat(eventIds.add(id(event))).as("P2: event id of %s twice", event.callId()).isTrue();
    events.computeIfAbsent(event.key(), _ -> new ArrayList<>()).add(event);
    net.merge(
        event.callId(),
        switch (event.kind()) {
          case USAGE -> 1;
          case REVERSAL -> -1;
          case ADJUSTMENT -> 0;
        },
        Integer::sum);
  }

  private static String id(Metered event) {
    return EventId.of(
        event.key().tenantId(),
        event.key().correlationId(),
        event.callId(),
        event.kind().name(),
        event.seq());
  }

  private void meteredOnce(RequestState request) {
    for (Attempt attempt : request.attempts()) {
      for (Call call : attempt.calls()) {
        assertThat(net.getOrDefault(call.callId(), 0))
            .as("P2: net usage events of %s, which is %s", call.callId(), call.phase())
            .isEqualTo(call.phase() == Call.Phase.STARTED ? 0 : 1);
      }
    }
  }

  private void chargedOnce(RequestState request) {
    List<Metered> all = events.getOrDefault(request.key(), List.of());
    Set<String> reversed = new HashSet<>();
    all.stream()
        .filter(e -> e.kind() == Metered.Kind.REVERSAL && e.correctsEventId() != null)
        .forEach(e -> reversed.add(e.correctsEventId()));
    List<Metered> standing =
        all.stream()
            .filter(e -> e.kind() != Metered.Kind.REVERSAL)
            .filter(e -> !reversed.contains(id(e)))
            .toList();
    long charged = standing.stream().filter(Metered::charged).count();
    assertThat(charged).as("P5: charged events of %s", request.key()).isLessThanOrEqualTo(1);
    Hold hold = request.hold();
    if (hold != null && !hold.open()) {
      assertThat(all.stream().mapToLong(Metered::tokensCharged).sum())
          .as("P5: the events of %s sum to what its budget was charged", request.key())
          .isEqualTo(request.chargedTokens());
      assertThat(standing.stream().mapToLong(Metered::tokensCharged).sum())
          .as("P5: the unreversed events of %s sum to what its budget was charged", request.key())
          .isEqualTo(request.chargedTokens());
    }
  }

  /** What a decision says of a closed hold, also of a request that is forgotten with it. */
  private void charged(Output.Decided decided) {
    RequestState request = decided.state();
    BigDecimal money = decided.chargedMoney();
    Hold hold = request == null ? null : request.hold();
    if (request == null || hold == null || hold.open() || money == null) {
      return;
    }
    for (Hold.HeldWindow held : hold.windows()) {
      LimitKind kind = LimitKind.ofWord(held.window().limit());
      if (kind.kept().compareTo(LONGER_THAN_A_HISTORY) > 0) {
        settled
            .computeIfAbsent(held.window(), _ -> new HashMap<>())
            .put(request.key(), kind.settles(request.chargedTokens(), money));
      }
    }
  }

  /** What each window reserves and settles is the sum over the holds: nothing leaks. */
  private void reserves(List<RequestState> requests) {
    Map<WindowKey, BigDecimal> reserved = new HashMap<>();
    for (RequestState request : requests) {
      Hold hold = request.hold();
      if (hold == null) {
        continue;
      }
      for (Hold.HeldWindow held : hold.windows()) {
        if (hold.open()) {
          reserved.merge(held.window(), held.amount(), BigDecimal::add);
        }
      }
    }
    state
        .balances()
        .forEach((window, balance) -> {
          if (isBudget(window)) {
            assertThat(balance.reserved())
                .as("P3: reserved in %s", window)
                .isEqualByComparingTo(reserved.getOrDefault(window, BigDecimal.ZERO));
          }
        });
    reserved.forEach((window, amount) ->
        assertThat(state.balance(window).reserved())
            .as("P3: reserved in %s", window)
            .isEqualByComparingTo(amount));
    settled.forEach((window, charges) ->
        assertThat(state.balance(window).settled())
            .as("P3: settled in %s", window)
            .isEqualByComparingTo(
                charges.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  private static boolean isBudget(WindowKey window) {
    for (LimitKind kind : LimitKind.values()) {
      if (kind.word().equals(window.limit()) && !Alerts.isMark(window)) {
        return true;
      }
    }
    return false;
  }

  /** What is counted as dispatched to a partner is what is open there. */
  private void counts(List<RequestState> requests) {
    Map<WindowKey, Long> open = new HashMap<>();
    for (RequestState request : requests) {
      for (Attempt attempt : request.attempts()) {
        if (attempt.open()) {
          String partner = request.route().chain().get(attempt.link()).partnerId();
          open.merge(
              new WindowKey(
                  request.key().tenantId(),
                  "dispatched:" + partner + ":" + request.lane(),
                  "unfinished",
                  "-"),
              1L,
              Long::sum);
        }
      }
    }
    state
        .balances()
        .forEach((window, balance) -> {
          if (window.limit().equals("unfinished")) {
            assertThat(balance.reserved().longValue())
                .as("unfinished items: %s", window)
                .isEqualTo(open.getOrDefault(window, 0L));
          }
        });
  }

  /** Nothing happens any more: everybody was answered, and nothing is held. */
  void settled() {
    assertThat(responses.keySet()).as("P1: answered").containsAll(asked.keySet());
    assertThat(state.requests())
        .as("requests with an open hold, attempt or call")
        .filteredOn(request -> {
          Hold hold = request.hold();
          return (hold != null && hold.open()) || request.attemptOpen() || request.callOpen();
        })
        .extracting(RequestState::key)
        .isEmpty();
    assertThat(state.balances().values())
        .allSatisfy(balance -> assertThat(balance.reserved()).isZero());
    assertThat(state.parked()).isZero();
    assertThat(state.contents()).isZero();
    assertThat(state.timers())
        .extracting(Timer::kind)
        .doesNotContain(
            Timer.Kind.DEADLINE, Timer.Kind.CALL_UNKNOWN, Timer.Kind.HOLD, Timer.Kind.REDELIVER);
    responses.forEach((key, response) -> chargedOnlyForAnAnswerOrTheTenantsOwnEnd(response));
    assertThat(net.keySet()).containsAll(ended);
  }

  private void chargedOnlyForAnAnswerOrTheTenantsOwnEnd(Output.Response response) {
    long charged =
        events.getOrDefault(response.key(), List.of()).stream()
            .mapToLong(Metered::tokensCharged)
            .sum();
    boolean may = response.ending().byTenant() || response.ending().answeredBy() != null;
    assertThat(charged).as("P5: charge of %s", response.key()).isGreaterThanOrEqualTo(0);
    assertThat(may || charged == 0).as("P5: charge of %s", response.key()).isTrue();
    if (response.ending().answeredBy() != null) {
      assertThat(response.tokensUsed()).as("what the answer says").isEqualTo(charged);
    }
  }

  /** Every id may be used again. */
  void forgotten() {
    assertThat(state.known()).isZero();
    assertThat(state.attempts()).isZero();
    assertThat(state.contents()).isZero();
    assertThat(state.timers())
        .extracting(Timer::kind)
        .as("what a forgotten request left to be decided")
        .allMatch(kind -> kind == Timer.Kind.WINDOW);
  }
}
