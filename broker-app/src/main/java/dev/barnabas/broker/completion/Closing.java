package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.Charging;
import dev.barnabas.broker.admission.DecisionContext;
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
   * @param tokens at most the hold's
   * @param money at most the hold's
   */
  record Charge(long tokens, BigDecimal money) {
    static final Charge NONE = new Charge(0, BigDecimal.ZERO);

    static Charge within(Hold hold, long tokens, BigDecimal money) {
      return new Charge(Math.min(tokens, hold.tokens()), money.min(hold.money()));
    }
  }

  /**
   * Closes the hold of an ended request if nothing can be called for it any more; else makes sure
   * it is asked again.
   */
  RequestState closeOrWait(Unit unit, RequestState ended) {
    Hold hold = ended.hold();
    if (hold == null || !hold.open()) {
      return ended;
    }
    Instant release = ended.deadline().plus(context.policies().bounds().grace());
    boolean late = !unit.now().isBefore(release);
    if (ended.callOpen() || (ended.attemptOpen() && !late)) {
      unit.schedule(new Timer(release, Timer.Kind.HOLD, ended.key(), ""));
      return ended;
    }
    unit.unschedule(new Timer(release, Timer.Kind.HOLD, ended.key(), ""));
    return close(unit, ended, hold);
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

  private RequestState close(Unit unit, RequestState ended, Hold hold) {
    Charge charge = answerCharge(ended);
    RequestState next = ended;
    Ending ending = ended.ending();
    if (ending != null && ending.byTenant()) {
      Optional<Dearest> dearest = dearest(ended, hold);
      if (dearest.isPresent() && dearest.get().charge().tokens() > 0) {
        charge = dearest.get().charge();
        next = metering.adjust(unit, ended, dearest.get().attempt(), dearest.get().call(), charge);
      }
    }
    List<Limit> limits = context.policies().limits(ended.key().tenantId(), ended.alias());
    List<BalanceAfter> after =
        HoldClosing.close(hold, limits, charge.tokens(), charge.money(), unit::balance);
    after.forEach(b -> unit.put(b.window(), b.balance()));
    RequestState settled = next.with(hold.closed()).charged(charge.tokens());
    unit.put(settled);
    unit.emit(
        new Decided(
            DecisionKind.SETTLED,
            settled.key(),
            settled,
            null,
            null,
            null,
            after,
            charge.money(),
            null,
            null));
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
