package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.configuration.RateLimit;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateLimitedAdapterTest {
  private static final Instant FAR = ManualClock.START.plusSeconds(600);

  private final WorkBench bench = new WorkBench();
  private final ScriptedAdapter provider =
      new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));

  @Test
  void waitsForRoom() {
    RateLimitedAdapter adapter = limited(new RateLimit(1L, null));

    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    var second = adapter.infer(ScriptedAdapter.call(FAR));

    assertThat(second).isInstanceOf(ModelAnswer.class);
    assertThat(bench.clock.sleeps).containsExactly(Duration.ofSeconds(60));
  }

  @Test
  void refusesAtOnceWithoutACallWhenThereIsNoRoomBeforeTheDeadline() {
    RateLimitedAdapter adapter = limited(new RateLimit(1L, null));
    var _ = adapter.infer(ScriptedAdapter.call(FAR));

    var second = adapter.infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    assertThat(second)
        .isInstanceOfSatisfying(
            ModelFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
              assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(60));
            });
    assertThat(provider.calls).hasSize(1);
    assertThat(bench.clock.sleeps).isEmpty();
  }

  @Test
  void takesNoRoomForACallThatItRefuses() {
    RateLimitedAdapter adapter = limited(new RateLimit(1L, null));
    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    var _ = adapter.infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    var _ = adapter.infer(ScriptedAdapter.call(FAR));

    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void countsTokensByTheirWorstCaseUntilTheAnswerSaysWhatWasUsed() {
    // A call is estimated at 102 tokens, its answer reports 15.
    RateLimitedAdapter adapter = limited(new RateLimit(null, 120L));

    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    var _ = adapter.infer(ScriptedAdapter.call(FAR));

    assertThat(bench.clock.sleeps).isEmpty();
    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    assertThat(bench.clock.sleeps).containsExactly(Duration.ofSeconds(60));
  }

  @Test
  void limitsNothingWithoutALimit() {
    RateLimitedAdapter adapter = limited(null);

    for (int i = 0; i < 100; i++) {
      var _ = adapter.infer(ScriptedAdapter.call(FAR));
    }

    assertThat(bench.clock.sleeps).isEmpty();
  }

  private RateLimitedAdapter limited(@Nullable RateLimit limit) {
    return new RateLimitedAdapter(
        provider, new RateGate(limit), bench.clock, bench.clock.sleeper(), bench.meters);
  }
}
