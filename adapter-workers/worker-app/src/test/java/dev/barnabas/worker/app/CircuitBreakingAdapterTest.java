package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import dev.barnabas.worker.app.PartnerBreaker.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakingAdapterTest {
  private static final Instant FAR = ManualClock.START.plusSeconds(6000);
  private static final ModelFailure DOWN =
      ScriptedAdapter.refusal(FailureKind.PROVIDER_UNAVAILABLE, 503, null);

  private final ManualClock clock = new ManualClock();
  private final List<State> changes = new ArrayList<>();
  private final PartnerBreaker breaker = breaker("");

  @Test
  void opensWhenHalfOfTheLastCallsFailedAndThenCallsNobody() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));
    call(provider, 2);
    call(new ScriptedAdapter().then(DOWN), 2);
    provider.calls.clear();

    ModelOutcome outcome = call(provider, 1);

    assertThat(changes).containsExactly(State.OPEN);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ModelFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CIRCUIT_OPEN));
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void probesAfterItsTimeAndClosesWhenTheProbesSucceed() {
    call(new ScriptedAdapter().then(DOWN), 4);
    clock.advance(Duration.ofSeconds(11));
    breaker.checked(true);

    call(new ScriptedAdapter().then(ScriptedAdapter.answer("yes")), 2);

    assertThat(changes).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
  }

  @Test
  void opensAgainWhenTheProbesFail() {
    call(new ScriptedAdapter().then(DOWN), 4);
    clock.advance(Duration.ofSeconds(11));
    breaker.checked(true);

    call(new ScriptedAdapter().then(DOWN), 2);

    assertThat(changes).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void opensForKindsThatCountAndNoOther(FailureKind kind) {
    call(new ScriptedAdapter().then(ScriptedAdapter.refusal(kind, 500, null)), 4);

    assertThat(breaker.state()).isEqualTo(kind.countsForBreaker() ? State.OPEN : State.CLOSED);
  }

  @Test
  void learnsNothingFromWhatOnlyTheRequestsOwnDeadlineEnded() {
    call(new ScriptedAdapter().then(ScriptedAdapter.failure(FailureKind.OUT_OF_TIME)), 40);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    assertThat(breaker.numbers()).containsEntry("calls", "0");
  }

  @Test
  void learnsNothingFromProbesThatWereNotMade() {
    call(new ScriptedAdapter().then(DOWN), 4);
    clock.advance(Duration.ofSeconds(11));
    breaker.checked(true);

    call(new ScriptedAdapter().then(ScriptedAdapter.failure(FailureKind.EXPIRED_BEFORE_CALL)), 10);

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    call(new ScriptedAdapter().then(ScriptedAdapter.answer("yes")), 2);
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void givesItsPermissionBackWhenTheCallThrows() {
    call(new ScriptedAdapter().then(DOWN), 4);
    clock.advance(Duration.ofSeconds(11));
    breaker.checked(true);
    ScriptedAdapter broken =
        new ScriptedAdapter()
            .then(call -> {
              throw new IllegalStateException("bug");
            });
    for (int i = 0; i < 5; i++) {
      try {
        call(broken, 1);
      } catch (IllegalStateException expected) {
        assertThat(expected).hasMessage("bug");
      }
    }

    assertThat(broken.calls).hasSize(5);
  }

  @Test
  void neverOpensWhenItIsTurnedOff() {
    PartnerBreaker off = breaker("enabled: false, ");
    ScriptedAdapter provider = new ScriptedAdapter().then(DOWN);
    for (int i = 0; i < 50; i++) {
      var _ = new CircuitBreakingAdapter(provider, off, clock).infer(ScriptedAdapter.call(FAR));
    }

    assertThat(provider.calls).hasSize(50);
  }

  @Test
  void letsNoCallThroughBeforeTheProviderWasAskedHowItIs() {
    call(new ScriptedAdapter().then(DOWN), 4);
    clock.advance(Duration.ofSeconds(60));
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));

    call(provider, 3);

    assertThat(provider.calls).isEmpty();
    assertThat(breaker.probeDue(clock.instant())).isTrue();
  }

  @Test
  void staysOpenForAsLongAgainWhenTheProviderIsStillNotWell() {
    call(new ScriptedAdapter().then(DOWN), 4);
    assertThat(breaker.probeDue(clock.instant())).isFalse();
    clock.advance(Duration.ofSeconds(10));
    assertThat(breaker.probeDue(clock.instant())).isTrue();

    breaker.checked(false);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.probeDue(clock.instant().plusSeconds(9))).isFalse();
    assertThat(breaker.probeDue(clock.instant().plusSeconds(10))).isTrue();
  }

  @Test
  void isNotEndedEarlyByAGoodHealthCheck() {
    call(new ScriptedAdapter().then(DOWN), 4);
    clock.advance(Duration.ofSeconds(9));

    breaker.checked(true);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void countsAFailedHealthCheckAsAFailedCallAndAGoodOneAsNone() {
    breaker.checked(true);
    breaker.checked(true);
    breaker.checked(true);
    breaker.checked(true);
    assertThat(breaker.numbers()).containsEntry("calls", "0");

    for (int i = 0; i < 4; i++) {
      breaker.checked(false);
    }

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void opensForSlowAnswers() {
    PartnerBreaker slow = breaker("slow_call: 1s, ");
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("late"));

    for (int i = 0; i < 4; i++) {
      var _ = new CircuitBreakingAdapter(provider, slow, clock).infer(ScriptedAdapter.call(FAR));
    }

    assertThat(slow.state()).isEqualTo(State.CLOSED);
    PartnerBreaker slower = breaker("slow_call: 999ms, ");
    for (int i = 0; i < 4; i++) {
      var _ = new CircuitBreakingAdapter(provider, slower, clock).infer(ScriptedAdapter.call(FAR));
    }
    assertThat(slower.state()).isEqualTo(State.OPEN);
    assertThat(slower.slow()).isTrue();
  }

  private PartnerBreaker breaker(String more) {
    return new PartnerBreaker(
        WorkBench.partner(
            "breaker: {%swindow: 4, minimum_calls: 4, half_open_calls: 2}".formatted(more)),
        clock,
        changes::add);
  }

  private ModelOutcome call(ScriptedAdapter provider, int times) {
    CircuitBreakingAdapter adapter = new CircuitBreakingAdapter(provider, breaker, clock);
    for (int i = 1; i < times; i++) {
      var _ = adapter.infer(ScriptedAdapter.call(FAR));
    }
    return adapter.infer(ScriptedAdapter.call(FAR));
  }
}
