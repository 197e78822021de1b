package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldingAdapterTest {
  private static final Instant FAR = ManualClock.START.plusSeconds(60);

  private final WorkBench bench = new WorkBench();
  private final ScriptedAdapter provider =
      new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));
  private final PartnerSetup setup =
      bench.setup(provider, WorkBench.partner("breaker: {window: 1, minimum_calls: 1, open: 10s}"));
  private final PartnerBreaker breaker = setup.gates().standing().breaker();

  @Test
  void handsAnItemBackAtOnceThatCanGoElsewhere() {
    open();

    assertThat(kind(holding(true).infer(ScriptedAdapter.call(FAR))))
        .isEqualTo(FailureKind.CIRCUIT_OPEN);
    assertThat(provider.calls).isEmpty();
    assertThat(bench.clock.sleeps).isEmpty();
  }

  @Test
  void holdsAnItemThatCanGoNowhereUntilTheBreakerIsHalfOpen() {
    open();
    Waiting waiting =
        new Waiting(
            new Attempt(WorkBench.item().build(), WorkBench.GRANTED),
            () -> false,
            bench.clock,
            time -> {
              bench.clock.sleeper().sleep(time);
              if (breaker.probeDue(bench.clock.instant())) {
                assertThat(provider.calls).isEmpty();
                breaker.checked(true);
              }
            });

    ModelOutcome outcome = holding(waiting).infer(ScriptedAdapter.call(FAR));

    assertThat(outcome).isInstanceOf(ModelAnswer.class);
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(10));
    assertThat(breaker.state()).isNotEqualTo(PartnerBreaker.State.OPEN);
  }

  @Test
  void holdsNoLongerThanToTheDeadline() {
    open();

    assertThat(kind(holding(false).infer(ScriptedAdapter.call(FAR))))
        .isEqualTo(FailureKind.EXPIRED_BEFORE_CALL);
    assertThat(bench.clock.instant()).isEqualTo(FAR);
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void holdsNothingThatIsCalledOff() {
    open();
    Waiting waiting =
        new Waiting(
            new Attempt(WorkBench.item().build(), WorkBench.GRANTED),
            () -> bench.clock.instant().isAfter(ManualClock.START.plusSeconds(3)),
            bench.clock,
            bench.clock.sleeper());

    assertThat(kind(holding(waiting).infer(ScriptedAdapter.call(FAR))))
        .isEqualTo(FailureKind.CANCELLED_BEFORE_CALL);
    assertThat(Duration.between(ManualClock.START, bench.clock.instant()))
        .isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void holdsNoItemThatHasHadACall() {
    open();
    Attempt called = new Attempt(WorkBench.item().build(), WorkBench.GRANTED);
    called.nextCall();

    ModelOutcome outcome =
        holding(new Waiting(called, () -> false, bench.clock, bench.clock.sleeper()))
            .infer(ScriptedAdapter.call(FAR));

    assertThat(kind(outcome)).isEqualTo(FailureKind.CIRCUIT_OPEN);
    assertThat(bench.clock.sleeps).isEmpty();
  }

  @Test
  void waitsForAPermissionThatOthersHaveJustTaken() {
    ScriptedAdapter inner =
        new ScriptedAdapter()
            .then(HoldingAdapter.barred(FailureKind.CIRCUIT_OPEN, ManualClock.START))
            .then(ScriptedAdapter.answer("yes"));

    ModelOutcome outcome = holding(inner, bench.waiting(false)).infer(ScriptedAdapter.call(FAR));

    assertThat(outcome).isInstanceOf(ModelAnswer.class);
    assertThat(inner.calls).hasSize(2);
  }

  private void open() {
    breaker.checked(false);
    assertThat(breaker.state()).isEqualTo(PartnerBreaker.State.OPEN);
  }

  private HoldingAdapter holding(boolean hasFallback) {
    return holding(bench.waiting(hasFallback));
  }

  private HoldingAdapter holding(Waiting waiting) {
    return holding(provider, waiting);
  }

  private HoldingAdapter holding(ModelAdapter inner, Waiting waiting) {
    return new HoldingAdapter(inner, setup.gates().standing(), waiting, bench.meters);
  }

  private static FailureKind kind(ModelOutcome outcome) {
    return ((ModelFailure) outcome).kind();
  }
}
