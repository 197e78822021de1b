package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimeLimitedAdapterTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});
  private final AtomicReference<Duration> delay = new AtomicReference<>(Duration.ZERO);
  private final AnsweredLatencies latencies = new AnsweredLatencies();
  private boolean calledOff;

  @Test
  void tellsTheAdapterThePartnersTimeout() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));

    var _ = limited(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(600)));

    assertThat(provider.calls.getFirst().timeout()).isEqualTo(TIMEOUT);
    assertThat(delay.get()).isEqualTo(TIMEOUT.plus(TimeLimitedAdapter.SLACK));
    assertThat(calledOff).isTrue();
  }

  @Test
  void tellsTheAdapterWhatIsLeftToTheDeadline() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));

    var _ = limited(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(5)));

    assertThat(provider.calls.getFirst().timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void makesNoCallPastTheDeadline() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));

    ModelOutcome outcome = limited(provider).infer(ScriptedAdapter.call(ManualClock.START));

    assertThat(kind(outcome)).isEqualTo(FailureKind.EXPIRED_BEFORE_CALL);
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void interruptsAnAdapterThatDoesNotKeepTheTime() {
    CountDownLatch never = new CountDownLatch(1);
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(call -> {
              action.get().run();
              try {
                never.await();
                return ScriptedAdapter.answer("too late");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ScriptedAdapter.failure(FailureKind.UNKNOWN);
              }
            });

    ModelOutcome outcome =
        limited(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(600)));

    assertThat(kind(outcome)).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void interruptsNobodyOnceTheCallIsOver() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));
    ModelOutcome outcome =
        limited(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(600)));

    action.get().run();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(outcome).isInstanceOf(ModelAnswer.class);
  }

  @Test
  void keepsAnAnswerThatWasCompleteWhenTheInterruptCame() {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(call -> {
              action.get().run();
              return ScriptedAdapter.answer("just in time");
            });

    ModelOutcome outcome =
        limited(provider).infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(600)));

    assertThat(outcome).isInstanceOf(ModelAnswer.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void tellsATimeOutThatOnlyTheDeadlineCausedFromOneOfThePartner() {
    latencies.answered(Duration.ofSeconds(3), clock.instant());

    assertThat(timedOutAfter(Duration.ofSeconds(2), 2).kind())
        .as("cut before an answer may be expected")
        .isEqualTo(FailureKind.OUT_OF_TIME);
    assertThat(timedOutAfter(Duration.ofSeconds(4), 4).kind())
        .as("the partner had the time it takes")
        .isEqualTo(FailureKind.TIMED_OUT);
    assertThat(timedOutAfter(Duration.ofSeconds(1), 2).kind())
        .as("ended by a bound of the partner's, before the deadline")
        .isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void blamesThePartnerForEveryTimeOutUntilItHasAnswered() {
    assertThat(timedOutAfter(Duration.ofSeconds(2), 2).kind()).isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void learnsHowLongAnswersTakeAndForgetsItWithTheHundredthAfter() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("a second"));
    var _ = limited(provider).infer(ScriptedAdapter.call(clock.instant().plusSeconds(600)));

    assertThat(latencies.exceed(Duration.ofMillis(999))).isTrue();
    assertThat(latencies.exceed(Duration.ofSeconds(1))).isFalse();
    for (int i = 0; i < 100; i++) {
      latencies.answered(Duration.ofMillis(10), clock.instant());
    }
    assertThat(latencies.exceed(Duration.ofMillis(10))).isFalse();
  }

  private ModelFailure timedOutAfter(Duration elapsed, long deadlineSeconds) {
    ScriptedAdapter provider =
        new ScriptedAdapter()
            .then(call -> {
              clock.advance(elapsed);
              return ScriptedAdapter.failure(FailureKind.TIMED_OUT);
            });
    return (ModelFailure)
        limited(provider).infer(ScriptedAdapter.call(clock.instant().plusSeconds(deadlineSeconds)));
  }

  private TimeLimitedAdapter limited(ScriptedAdapter provider) {
    return new TimeLimitedAdapter(
        provider,
        TIMEOUT,
        clock,
        (after, what) -> {
          delay.set(after);
          action.set(what);
          return () -> calledOff = true;
        },
        latencies);
  }

  private static FailureKind kind(ModelOutcome outcome) {
    return ((ModelFailure) outcome).kind();
  }
}
