package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.configuration.Retry;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingAdapterTest {
  private final ManualClock clock = new ManualClock();

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
            clock,
            time -> {
              throw new InterruptedException();
            });

    var outcome = adapter.infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isInstanceOf(ModelFailure.class);
    assertThat(provider.calls).hasSize(1);
  }

  @Test
  void knowsSomeRetryableKind() {
    assertThat(Arrays.stream(FailureKind.values()).filter(FailureKind::retryable)).isNotEmpty();
  }

  private RetryingAdapter retrying(ScriptedAdapter provider) {
    return new RetryingAdapter(provider, backoff(), clock, clock.sleeper());
  }

  private static Backoff backoff() {
    return new Backoff(
        new Retry(3, Retry.Backoff.EXPONENTIAL, Duration.ofMillis(100), Duration.ofSeconds(1)),
        () -> 0L);
  }
}
