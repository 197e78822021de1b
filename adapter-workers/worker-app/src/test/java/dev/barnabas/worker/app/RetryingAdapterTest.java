package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.configuration.Retry;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingAdapterTest {
  private static final Retry RETRY =
      WorkBench.partner(
              "retry: {initial_ms: 100, max_ms: 1s, max_retry_after: 1m, budget: 50, budget_floor: 2}")
          .retry();

  private final ManualClock clock = new ManualClock();
  private final RetryBudget budget = new RetryBudget(RETRY);
  private final List<Boolean> repeats = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void repeatsEveryRetryableKindAndNoOther(FailureKind kind) {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.failure(kind));

    var outcome = retrying(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ModelFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    assertThat(provider.calls).hasSize(kind.retryable() ? 3 : 1);
  }

  @Test
  void returnsTheFirstAnswer() {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(ScriptedAdapter.failure(FailureKind.PROVIDER_UNAVAILABLE))
            .then(ScriptedAdapter.answer("yes"));

    var outcome = retrying(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(outcome).isInstanceOf(ModelAnswer.class);
    assertThat(provider.calls).hasSize(2);
  }

  @Test
  void waitsAsLongAsTheProviderAsks() {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, Duration.ofSeconds(7)))
            .then(ScriptedAdapter.answer("yes"));

    var _ = retrying(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(clock.sleeps).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void givesUpAtOnceWhenTheWaitWouldReachTheDeadline() {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, Duration.ofHours(1)));

    var outcome = retrying(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(outcome).isInstanceOf(ModelFailure.class);
    assertThat(provider.calls).hasSize(1);
    assertThat(clock.sleeps).isEmpty();
  }

  @Test
  void answersAnInterruptionWithoutAnotherCall() {
    ScriptedAdapter provider =
        new ScriptedAdapter().then(ScriptedAdapter.failure(FailureKind.PROVIDER_UNAVAILABLE));
    RetryingAdapter adapter =
        new RetryingAdapter(
            provider,
            backoff(),
            new RetryBudget(RETRY),
            clock,
            time -> {
              throw new InterruptedException();
            },
            allowed -> {},
            null);

    var outcome = adapter.infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isInstanceOf(ModelFailure.class);
    assertThat(provider.calls).hasSize(1);
  }

  @Test
  void believesNoAbsurdWait() {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, Duration.ofHours(1)))
            .then(ScriptedAdapter.answer("yes"));

    var _ = retrying(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(6000)));

    assertThat(clock.sleeps).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void beginsNoLongWaitForACallThatCanGoElsewhere() {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, Duration.ofSeconds(7)));

    var _ =
        retrying(provider, Duration.ofSeconds(6))
            .infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(provider.calls).hasSize(1);
    assertThat(clock.sleeps).isEmpty();
  }

  @Test
  void repeatsNothingWhenTheBudgetIsSpent() {
    ScriptedAdapter provider =
        new ScriptedAdapter().then(ScriptedAdapter.failure(FailureKind.PROVIDER_UNAVAILABLE));

    for (int i = 0; i < 3; i++) {
      var _ = retrying(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));
    }

    assertThat(provider.calls).hasSize(3 + 2);
    assertThat(repeats).containsExactly(true, true, false, false);
  }

  @Test
  void saysWhyTheCallFailedThoughItsRepeatWasNotMade() {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(ScriptedAdapter.failure(FailureKind.PROVIDER_UNAVAILABLE))
            .then(HoldingAdapter.barred(FailureKind.CIRCUIT_OPEN, ManualClock.START));

    var outcome = retrying(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ModelFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.PROVIDER_UNAVAILABLE));
  }

  @Test
  void knowsSomeRetryableKind() {
    assertThat(Arrays.stream(FailureKind.values()).filter(FailureKind::retryable)).isNotEmpty();
  }

  private RetryingAdapter retrying(ScriptedAdapter provider) {
    return retrying(provider, null);
  }

  private RetryingAdapter retrying(ScriptedAdapter provider, @Nullable Duration longest) {
    return new RetryingAdapter(
        provider, backoff(), budget, clock, clock.sleeper(), repeats::add, longest);
  }

  private static Backoff backoff() {
    return new Backoff(RETRY, () -> 0L);
  }
}
