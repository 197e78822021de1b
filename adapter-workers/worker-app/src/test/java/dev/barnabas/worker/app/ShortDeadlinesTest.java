package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What one tenant's short deadlines do to the others' partner. */
class ShortDeadlinesTest {
  private final WorkBench bench = new WorkBench();

  @Test
  void neitherOpenTheBreakerNorNarrowThePartnerForEverybody() {
    ScriptedAdapter provider =
        new ScriptedAdapter().then(ScriptedAdapter.answer("after a second")).then(this::hangs);
    PartnerSetup setup = bench.setup(provider, WorkBench.partner("max_concurrency: 8"));
    work(setup, Duration.ofMinutes(5));

    for (int i = 0; i < 90; i++) {
      work(setup, Duration.ofMillis(200));
    }

    assertThat(setup.gates().standing().breaker().state()).isEqualTo(PartnerBreaker.State.CLOSED);
    assertThat(setup.gates().concurrency().limit()).isEqualTo(8);
    assertThat(provider.calls).hasSize(91);
    assertThat(bench.sink.records(WorkBench.NAMES.outcomes(), CallEnded.class).getLast())
        .extracting(CallEnded::getOutcome)
        .isEqualTo("OUT_OF_TIME");
  }

  @Test
  void doNotHideAPartnerThatHangs() {
    ScriptedAdapter provider =
        new ScriptedAdapter().then(ScriptedAdapter.answer("after a second")).then(this::hangs);
    PartnerSetup setup = bench.setup(provider, WorkBench.partner("max_concurrency: 8"));
    work(setup, Duration.ofMinutes(5));

    for (int i = 0; i < 200 && !isOpen(setup); i++) {
      work(setup, Duration.ofSeconds(2));
    }

    assertThat(isOpen(setup)).isTrue();
  }

  @Test
  void costNoCallWhereNoAnswerCanComeInTime() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("a second"));
    PartnerSetup setup = bench.setup(provider, WorkBench.partner("max_concurrency: 8"));
    for (int i = 0; i < 100; i++) {
      work(setup, Duration.ofMinutes(5));
    }

    work(setup, Duration.ofMillis(999));

    assertThat(provider.calls).hasSize(100);
    assertThat(bench.sink.outcomeTypes()).endsWith("CallEnded", "FailedAttempt");
    work(setup, Duration.ofSeconds(1));
    assertThat(provider.calls).as("in time").hasSize(101);
  }

  @Test
  void areTriedAgainWhenWhatWasQuickestIsAMinuteOld() {
    ScriptedAdapter provider = new ScriptedAdapter().then(ScriptedAdapter.answer("a second"));
    PartnerSetup setup = bench.setup(provider, WorkBench.partner("max_concurrency: 8"));
    for (int i = 0; i < 100; i++) {
      work(setup, Duration.ofMinutes(5));
    }
    bench.clock.advance(Duration.ofSeconds(61));

    work(setup, Duration.ofMillis(999));

    assertThat(provider.calls).hasSize(101);
  }

  private static boolean isOpen(PartnerSetup setup) {
    return setup.gates().standing().breaker().state() == PartnerBreaker.State.OPEN;
  }

  private ModelOutcome hangs(ModelCall call) {
    bench.clock.advance(Duration.between(bench.clock.instant(), call.deadline()));
    return ScriptedAdapter.failure(FailureKind.TIMED_OUT);
  }

  private void work(PartnerSetup setup, Duration left) {
    var _ =
        bench
            .handler(setup)
            .handle(
                bench.record(
                    WorkBench.item().setDeadline(bench.clock.instant().plus(left)).build()),
                WorkBench.GRANTED);
  }
}
