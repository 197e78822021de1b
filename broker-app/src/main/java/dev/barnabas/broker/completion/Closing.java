package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.Charging;
import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.admission.Dispatching;
import dev.barnabas.broker.budget.HoldClosing;
import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Call;
import dev.barnabas.broker.request.Ending;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output.BalanceAfter;
import dev.barnabas.broker.request.Output.Decided;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.pricing.Usage;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.FailureKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Closes a hold. A terminal status closes none: the hold closes when every call that started has
 * ended or is UNKNOWN and no attempt can start another, or when the deadline plus grace has passed.
 * The charge is min(actual, hold).
 */
final class Closing {
  private final DecisionContext context;
  private final Metering metering;

  Closing(DecisionContext context) {
    this.context = context;
    this.metering = new Metering(context.keys());
  }

  /**
   * What is charged.
   *
   * @param tokens at most the hold's; negative on a reversal
   * @param money at most the hold's; negative on a reversal
   */
  record Charge(long tokens, BigDecimal money) {
    static final Charge NONE = new Charge(0, BigDecimal.ZERO);

    Charge negated() {
      return new Charge(-tokens, money.negate());
    }

    static Charge within(Hold hold, long tokens, BigDecimal money) {
      return new Charge(Math.min(tokens, hold.tokens()), money.min(hold.money()));
    }
  }

  /**
   * Closes the hold of an ended request if nothing can be called for it any more; else makes sure
   * it is asked again.
   */
  void closeOrWait(Unit unit, RequestState ended) {
    Hold hold = ended.hold();
    if (hold == null || !hold.open()) {
      return;
    }
    Instant release = ended.deadline().plus(context.policies().bounds().grace());
    boolean late = !unit.now().isBefore(release);
    if (ended.callOpen() || (ended.attemptOpen() && !late)) {
      if (!late) {
        unit.schedule(new Timer(release, Timer.Kind.HOLD, ended.key(), ""));
      }
      return;
    }
    unit.unschedule(new Timer(release, Timer.Kind.HOLD, ended.key(), ""));
    close(unit, givenUp(unit, ended), hold);
  }

  /**
   * Ends the attempts that nobody will hear of any more: each left a place in a partner's queue.
   */
  private static RequestState givenUp(Unit unit, RequestState ended) {
    RequestState next = ended;
    for (Attempt attempt : ended.attempts()) {
      if (attempt.open()) {
        Dispatching.finished(unit, ended, attempt);
        next = next.with(attempt.ended(FailureKind.EXPIRED_BEFORE_CALL.name(), unit.now()));
      }
    }
    return next;
  }

  /** What the answering call is charged; nothing where no call answered. */
  Charge answerCharge(RequestState state) {
    Ending ending = state.ending();
    Hold hold = state.hold();
    String answeredBy = ending == null ? null : ending.answeredBy();
    if (answeredBy == null || hold == null) {
      return Charge.NONE;
    }
    return state.attempts().stream()
        .flatMap(a -> a.call(answeredBy).stream().map(c -> charge(state, hold, a, c)))
        .findFirst()
        .orElse(Charge.NONE);
  }

  /** Whether nobody knows what the answering call costs the tenant. */
  boolean answerUnpriced(RequestState state) {
    Ending ending = state.ending();
    String answeredBy = ending == null ? null : ending.answeredBy();
    return answeredBy != null
        && state.attempts().stream()
            .filter(attempt -> attempt.call(answeredBy).isPresent())
            .map(attempt -> state.route().chain().get(attempt.link()))
            .anyMatch(link -> !Charging.known(state.route(), link));
  }

  /** What a call is charged if it is the charged one. */
  static Charge charge(RequestState state, Hold hold, Attempt attempt, Call call) {
    if (call.phase() == Call.Phase.UNKNOWN) {
      return new Charge(hold.tokens(), hold.money());
    }
    Usage usage = call.usage();
    if (usage == null) {
      return Charge.NONE;
    }
    RoutePlan.Link link = state.route().chain().get(attempt.link());
    return Charge.within(hold, usage.totalTokens(), Charging.actual(state.route(), link, usage));
  }

  private void close(Unit unit, RequestState ended, Hold hold) {
    Ending ending = ended.ending();
    Charged charged =
        ending != null && ending.byTenant()
            ? chargeDearest(unit, ended, hold)
            : new Charged(ended, answerCharge(ended));
    Charge charge = charged.charge();
    List<BalanceAfter> after =
        HoldClosing.close(hold, limits(ended), charge.tokens(), charge.money(), unit::balance);
    written(
        unit,
        DecisionKind.SETTLED,
        charged.state().with(hold.closed()).charged(charge.tokens()),
        charge,
        after);
  }

  /**
   * The end of a call came that was charged as UNKNOWN, and the charge was reversed with it: what
   * the tenant owes is decided once more, in the windows of the closed hold.
   */
  RequestState correct(Unit unit, RequestState metered) {
    Hold hold = metered.hold();
    if (hold == null) {
      return metered;
    }
    Charged charged = chargeDearest(unit, metered, hold);
    Charge charge = charged.charge();
    List<BalanceAfter> after =
        HoldClosing.correct(
            hold,
            limits(metered),
            charge.tokens() - hold.tokens(),
            charge.money().subtract(hold.money()),
            unit::balance);
    return written(
        unit, DecisionKind.CORRECTED, charged.state().charged(charge.tokens()), charge, after);
  }

  /** Gives back what was charged for a call whose end was never seen; nothing where none was. */
  void giveBack(Unit unit, RequestState state) {
    Hold hold = state.hold();
    if (hold == null || hold.open()) {
      return;
    }
    for (Attempt attempt : state.attempts()) {
      for (Call call : attempt.calls()) {
        if (Metering.chargedAsUnknown(state, call)) {
          RequestState reversed = metering.giveBack(unit, state, attempt, call);
          List<BalanceAfter> after =
              HoldClosing.correct(
                  hold, limits(state), -hold.tokens(), hold.money().negate(), unit::balance);
          written(unit, DecisionKind.CORRECTED, reversed.charged(0), Charge.NONE, after);
          return;
        }
      }
    }
  }

  private List<Limit> limits(RequestState state) {
    return context.policies().limits(state.key().tenantId(), state.alias());
  }

  private record Charged(RequestState state, Charge charge) {}

  private Charged chargeDearest(Unit unit, RequestState state, Hold hold) {
    return dearest(state, hold)
        .filter(d -> d.charge().tokens() > 0)
        .map(d -> {
          if (d.call().phase() == Call.Phase.UNKNOWN) {
            Instant until =
                unit.now().plus(context.policies().unknownAfter(state.key().tenantId()));
            unit.schedule(new Timer(until, Timer.Kind.UNKNOWN_CHARGE, state.key(), ""));
          }
          return new Charged(
              metering.adjust(unit, state, d.attempt(), d.call(), d.charge()), d.charge());
        })
        .orElseGet(() -> new Charged(state, Charge.NONE));
  }

  private static RequestState written(
      Unit unit, DecisionKind kind, RequestState settled, Charge charge, List<BalanceAfter> after) {
    after.forEach(b -> unit.put(b.window(), b.balance()));
    unit.put(settled);
    unit.emit(
        new Decided(
            kind, settled.key(), settled, null, null, null, after, charge.money(), null, null));
    return settled;
  }

  private record Dearest(Attempt attempt, Call call, Charge charge) {}

  /**
   * The dearest call that the provider bills, or may: what a tenant pays who ended the request
   * without an answer.
   */
  private static Optional<Dearest> dearest(RequestState state, Hold hold) {
    return state.attempts().stream()
        .flatMap(a ->
            a.calls().stream()
                .filter(Closing::mayBeCharged)
                .map(c -> new Dearest(a, c, charge(state, hold, a, c))))
        .max(
            Comparator.comparing((Dearest d) -> d.charge().money())
                .thenComparingLong(d -> d.charge().tokens()));
  }

  private static boolean mayBeCharged(Call call) {
    String outcome = call.outcome();
    if (outcome == null) {
      return false;
    }
    return outcome.equals(Metering.SUCCESS)
        || outcome.equals(Metering.SUPERSEDED)
        || (call.billed() != BilledByProvider.NO && FailureKind.of(outcome).chargedToTenant());
  }
}
