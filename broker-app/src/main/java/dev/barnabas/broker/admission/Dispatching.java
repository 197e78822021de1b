package dev.barnabas.broker.admission;

import dev.barnabas.broker.budget.Alerts;
import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.Reservation;
import dev.barnabas.broker.budget.ReservationDecision;
import dev.barnabas.broker.budget.Windows;
import dev.barnabas.broker.request.AnswerFormat;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Content;
import dev.barnabas.broker.request.FactorKey;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Original;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.BalanceAfter;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.Output.Fault;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.Waiting;
import dev.barnabas.broker.request.WindowKey;
import dev.barnabas.pricing.TokenBound;
import dev.barnabas.pricing.WorstCase;
import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to one partner of its chain: redact for that partner under the policy in force
 * now, take or raise the hold, write the work item. Nothing is changed unless all of it succeeds.
 */
public final class Dispatching {
  private final DecisionContext context;

  /**
   * @param context what may be asked
   */
  public Dispatching(DecisionContext context) {
    this.context = context;
  }

  /** Whether the configuration in force still has the partner of a link for the request's route. */
  public boolean configured(RequestState state, int link) {
    String partner = state.route().chain().get(link).partnerId();
    return context.policies().redaction(partner, state.alias(), null).isPresent();
  }

  /**
   * The first partner of the chain, from an index on, that is configured, can be written to and is
   * called now. If none is called, the first of them: its worker holds the work. Of a tenant whose
   * money is limited, those with a known price come first: {@link #send} refuses the others.
   *
   * @param now the time of the decision
   */
  public Optional<Integer> nextLink(RequestState state, int from, Instant now) {
    List<RoutePlan.Link> chain = state.route().chain();
    List<Integer> reachable = reachable(state, from);
    List<Integer> payable =
        reachable.stream().filter(i -> !unpayable(state, chain.get(i))).toList();
    return payable.stream()
        .filter(i -> !context.open().contains(chain.get(i).partnerId(), now))
        .findFirst()
        .or(() -> payable.stream().findFirst())
        .or(() -> reachable.stream().findFirst());
  }

  private List<Integer> reachable(RequestState state, int from) {
    List<RoutePlan.Link> chain = state.route().chain();
    return IntStream.range(from, chain.size())
        .filter(i -> context.routable().test(chain.get(i).partnerId()) && configured(state, i))
        .boxed()
        .toList();
  }

  /**
   * Whether a request can go on without the partner of an attempt: another one behind it is called,
   * or the route has an answer for the case that none is.
   */
  private boolean hasFallback(RequestState state, Attempt attempt, Instant now) {
    List<RoutePlan.Link> chain = state.route().chain();
    boolean another =
        state.attempts().size() < state.route().maxAttempts()
            && reachable(state, attempt.link() + 1).stream()
                .map(chain::get)
                .anyMatch(link ->
                    !unpayable(state, link) && !context.open().contains(link.partnerId(), now));
    return another || state.route().degrade() != null;
  }

  private List<String> openPartners(RequestState state, Instant now) {
    return state.route().chain().stream()
        .map(RoutePlan.Link::partnerId)
        .distinct()
        .filter(partner -> context.open().contains(partner, now))
        .toList();
  }

  private boolean unpayable(RequestState state, RoutePlan.Link link) {
    return !Charging.known(state.route(), link) && Charging.moneyLimit(limits(state)).isPresent();
  }

  /**
   * Sends a request to a partner as a new attempt.
   *
   * @param unit the unit of work
   * @param state with a route; its hold, if any, is raised
   * @param content the raw content
   * @param link the partner's index in the chain
   */
  public DispatchOutcome send(Unit unit, RequestState state, Content content, int link) {
    RoutePlan.Link to = state.route().chain().get(link);
    WindowKey unfinished = unfinished(state, to.partnerId());
    Balance before = unit.balance(unfinished);
    if (before.reserved().longValue() >= context.policies().maxUnfinished(to.partnerId())) {
      return new DispatchOutcome.NoRoom("dispatched", null);
    }
    if (unpayable(state, to)) {
      return refusal(
          ErrorCode.UNPRICED,
          "no price is known for a model of the route, and the tenant's money is limited");
    }
    Optional<DispatchOutcome> refused = cheapRefusal(unit, state, content, to);
    if (refused.isPresent()) {
      return refused.get();
    }
    return switch (redact(state, content, to)) {
      case RedactingOutcome.Blocked _ ->
          impossible(
              ErrorCode.REDACTION_BLOCKED, "the policy blocks a type that the request contains");
      case RedactingOutcome.Failed _ ->
          impossible(ErrorCode.REDACTION_FAILED, "redaction failed; nothing left the house");
      case RedactingOutcome.Clean clean -> {
        WorstCase worst = worst(unit, state, to, clean.content());
        DispatchOutcome outcome = reserve(unit, state, to, worst);
        if (outcome instanceof DispatchOutcome.Sent(RequestState held)) {
          unit.put(unfinished, before.reserve(BigDecimal.ONE));
          if (!Charging.known(state.route(), to)) {
            shadowUnpriced(unit, held);
          }
          yield new DispatchOutcome.Sent(attempt(unit, held, content, link, clean, worst));
        }
        yield outcome;
      }
    };
  }

  private List<Limit> limits(RequestState state) {
    return context.policies().limits(state.key().tenantId(), state.alias());
  }

  /** What a limit on money would have refused, had it not been in shadow mode. */
  private void shadowUnpriced(Unit unit, RequestState held) {
    Charging.shadowedMoneyLimits(limits(held))
        .forEach(limit ->
            unit.emit(
                Decided.of(DecisionKind.SHADOWED, held)
                    .withCode(ErrorCode.UNPRICED + " " + limit.kind().word())));
  }

  /**
   * Sends an attempt whose call never started once more, under its own id and today's policy.
   *
   * @param unit the unit of work
   * @param state the request
   * @param content the raw content
   * @param attempt an attempt without a call
   * @return the state with the attempt, or empty where redaction forbids it now
   */
  public Optional<RequestState> again(
      Unit unit, RequestState state, Content content, Attempt attempt) {
    RoutePlan.Link to = state.route().chain().get(attempt.link());
    if (!(redact(state, content, to) instanceof RedactingOutcome.Clean clean)) {
      return Optional.empty();
    }
    Attempt next =
        attempt.redispatched(
            context.policies().version(), clean.counts(), promptHash(state, clean.content()));
    RequestState after = state.with(next);
    Content kept = content.with(attempt.attemptId(), clean.vault());
    context.keep(unit, state.key(), kept);
    unit.put(after);
    emitWork(unit, after, next, clean.content());
    return Optional.of(after);
  }

  /** An attempt has left the partner's queue or ended there. */
  public static void finished(Unit unit, RequestState state, Attempt attempt) {
    WindowKey unfinished = unfinished(state, state.route().chain().get(attempt.link()).partnerId());
    unit.put(unfinished, unit.balance(unfinished).reserve(BigDecimal.ONE.negate()));
  }

  /**
   * What is known to be refused before a byte is redacted, so that a tenant over its quota burns
   * nobody's time: the answer alone, with no prompt, is the least that will be reserved.
   */
  private Optional<DispatchOutcome> cheapRefusal(
      Unit unit, RequestState state, Content content, RoutePlan.Link to) {
    if (state.hold() != null) {
      return Optional.empty();
    }
    WorstCase least = new WorstCase(0, maxOutputTokens(state, content.original()));
    return refused(
        Reservation.decide(
            state.key().tenantId(),
            limits(state),
            least.tokens(),
            money(state, to, least),
            unit::balance,
            unit.now()),
        null);
  }

  private static BigDecimal money(RequestState state, RoutePlan.Link to, WorstCase worst) {
    BigDecimal known = Charging.worst(state.route(), to, worst);
    return known == null ? BigDecimal.ZERO : known;
  }

  private static Optional<DispatchOutcome> refused(
      ReservationDecision decision, Waiting.@Nullable Need need) {
    return switch (decision) {
      case ReservationDecision.Granted _ -> Optional.empty();
      case ReservationDecision.Wait(Limit limit) ->
          Optional.of(new DispatchOutcome.NoRoom(limit.kind().word(), need));
      case ReservationDecision.Exhausted(Limit limit) ->
          Optional.of(
              refusal(
                  ErrorCode.QUOTA_EXCEEDED,
                  limit.scope() + " " + limit.kind().word() + " has no room"));
      case ReservationDecision.TooLarge(Limit limit) ->
          Optional.of(
              refusal(
                  ErrorCode.EXCEEDS_LIMIT,
                  "the worst case is larger than " + limit.scope() + " " + limit.kind().word()));
      case ReservationDecision.NoQuota _ ->
          Optional.of(refusal(ErrorCode.NO_QUOTA, "no quota is configured for the tenant"));
    };
  }

  /**
   * Whether a parked request's worst case, as worked out before, has no room yet either; so that
   * nobody redacts it again to find that out.
   */
  boolean stillWaits(Unit unit, RequestState parked) {
    Waiting place = parked.waiting();
    Waiting.Need need = place == null ? null : place.need();
    if (need == null || need.version() != context.policies().version()) {
      return false;
    }
    String tenantId = parked.key().tenantId();
    return Reservation.decide(
            tenantId, limits(parked), need.tokens(), need.money(), unit::balance, unit.now())
        instanceof ReservationDecision.Wait;
  }

  private RedactingOutcome redact(RequestState state, Content content, RoutePlan.Link to) {
    Optional<CompiledPolicy> policy =
        context
            .policies()
            .redaction(to.partnerId(), state.alias(), state.labels().classification());
    if (policy.isEmpty()) {
      return new RedactingOutcome.Failed();
    }
    RedactingOutcome outcome = context.redacting().redact(content.original(), policy.get());
    return outcome instanceof RedactingOutcome.Clean clean
        ? new RedactingOutcome.Clean(
            asked(clean.content(), state.route().enforcedContract()), clean.vault(), clean.counts())
        : outcome;
  }

  /**
   * A request that asks for no form is asked for the route's contract, by which its answer is
   * judged.
   */
  private static Original asked(Original content, @Nullable String contract) {
    return contract == null || content.answerFormat() != null
        ? content
        : new Original(
            content.messages(),
            content.tools(),
            new AnswerFormat("json_schema", "answer", contract, false),
            content.sampling());
  }

  /** By the configured bound, or with the factor that the partner's counts have taught. */
  private static WorstCase worst(Unit unit, RequestState state, RoutePlan.Link to, Original clean) {
    TokenBound bound =
        unit.learnedFactor(FactorKey.of(to))
            .map(to.tokenBound()::withSafetyFactor)
            .orElse(to.tokenBound());
    return WorstCase.of(PromptSizes.of(clean), bound, maxOutputTokens(state, clean));
  }

  private DispatchOutcome reserve(
      Unit unit, RequestState state, RoutePlan.Link to, WorstCase worst) {
    BigDecimal money = money(state, to, worst);
    List<Limit> limits = limits(state);
    Hold hold = state.hold();
    ReservationDecision decision =
        hold == null
            ? Reservation.decide(
                state.key().tenantId(), limits, worst.tokens(), money, unit::balance, unit.now())
            : Reservation.raise(hold, limits, worst.tokens(), money, unit::balance);
    return decision instanceof ReservationDecision.Granted granted
        ? new DispatchOutcome.Sent(held(unit, state, hold, granted))
        : refused(decision, new Waiting.Need(worst.tokens(), money, context.policies().version()))
            .orElseThrow();
  }

  private static RequestState held(
      Unit unit, RequestState state, @Nullable Hold before, ReservationDecision.Granted granted) {
    for (BalanceAfter after : granted.balances()) {
      unit.put(after.window(), after.balance());
      unit.schedule(Windows.forgetting(after.window(), unit.now()));
    }
    RequestState next = state.with(granted.hold());
    boolean grew =
        before == null
            || granted.hold().tokens() > before.tokens()
            || granted.hold().money().compareTo(before.money()) > 0;
    if (grew) {
      DecisionKind kind = before == null ? DecisionKind.HELD : DecisionKind.RAISED;
      unit.emit(
          new Decided(
              kind, next.key(), next, null, null, null, granted.balances(), null, null, null));
    }
    granted
        .shadowed()
        .forEach(limit ->
            unit.emit(
                Decided.of(DecisionKind.SHADOWED, next)
                    .withCode("QUOTA_EXCEEDED " + limit.kind().word())));
    granted.alerts().forEach(reached -> Alerts.softLimit(unit, reached));
    return next;
  }

  private RequestState attempt(
      Unit unit,
      RequestState held,
      Content content,
      int link,
      RedactingOutcome.Clean clean,
      WorstCase worst) {
    int number = held.attempts().size();
    RoutePlan.Link to = held.route().chain().get(link);
    Attempt attempt =
        new Attempt(
            number,
            context.keys().attemptId(held.key(), number, to.partnerId()),
            link,
            unit.now(),
            context.policies().version(),
            null,
            null,
            List.of(),
            clean.counts(),
            promptHash(held, clean.content()),
            0,
            worst.promptTokens());
    RequestState state = held.with(attempt);
    Content kept = content.with(attempt.attemptId(), clean.vault());
    context.keep(unit, state.key(), kept);
    unit.putAttempt(attempt.attemptId(), state.key());
    unit.put(state);
    emitWork(unit, state, attempt, clean.content());
    return state;
  }

  private void emitWork(Unit unit, RequestState state, Attempt attempt, Original clean) {
    RoutePlan.Link to = state.route().chain().get(attempt.link());
    Set<String> allowed = context.policies().passThrough(to.partnerId());
    Map<String, String> passThrough = new TreeMap<>(clean.sampling().passThrough());
    passThrough.keySet().retainAll(allowed);
    unit.emit(
        new Output.Work(
            state,
            attempt,
            to,
            clean,
            passThrough,
            maxOutputTokens(state, clean),
            context.keys().hash("flow", state.key().tenantId()).substring(0, 16),
            hasFallback(state, attempt, unit.now())));
    unit.emit(
        Decided.of(DecisionKind.DISPATCHED, state, attempt, null)
            .knowing(openPartners(state, unit.now())));
  }

  private String promptHash(RequestState state, Original clean) {
    StringBuilder all = new StringBuilder();
    ContentWalk.walk(
        clean,
        (role, json, text) -> {
          all.append(text.length()).append(':').append(text);
          return text;
        });
    return context.keys().hash("prompt", state.key().tenantId(), all.toString());
  }

  private static int maxOutputTokens(RequestState state, Original content) {
    Integer asked = content.sampling().maxTokens();
    return asked == null ? state.route().maxOutputTokens() : asked;
  }

  private static WindowKey unfinished(RequestState state, String partnerId) {
    return new WindowKey(
        state.key().tenantId(), "dispatched:" + partnerId + ":" + state.lane(), "unfinished", "-");
  }

  private static DispatchOutcome impossible(ErrorCode code, String message) {
    return new DispatchOutcome.Impossible(
        new Fault(code.name(), message, null, code.retryable()), false);
  }

  private static DispatchOutcome refusal(ErrorCode code, String message) {
    return new DispatchOutcome.Impossible(
        new Fault(code.name(), message, null, code.retryable()), true);
  }
}
