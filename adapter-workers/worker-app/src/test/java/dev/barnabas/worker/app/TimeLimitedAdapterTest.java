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

  private TimeLimitedAdapter limited(ScriptedAdapter provider) {
    return new TimeLimitedAdapter(
        provider,
        TIMEOUT,
        clock,
        (after, what) -> {
          delay.set(after);
          action.set(what);
          return () -> calledOff = true;
        });
  }

  private static FailureKind kind(ModelOutcome outcome) {
    return ((ModelFailure) outcome).kind();
  }
}
