package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.vocabulary.FailureKind;
import dev.barnabas.worker.pool.StartDecision;
import dev.barnabas.worker.pool.StartGate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitedAdapterTest {
  private static final Instant FAR = ManualClock.START.plusSeconds(600);

  private final WorkBench bench = new WorkBench();
  private final ScriptedAdapter provider =
      new ScriptedAdapter().then(ScriptedAdapter.answer("yes"));

  @Test
  void waitsForRoom() {
    RateLimitedAdapter adapter = limited("rate_limit: 1");

    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    var second = adapter.infer(ScriptedAdapter.call(FAR));

    assertThat(second).isInstanceOf(ModelAnswer.class);
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void refusesAtOnceWithoutACallWhenThereIsNoRoomBeforeTheDeadline() {
    RateLimitedAdapter adapter = limited("rate_limit: 1");
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
    RateLimitedAdapter adapter = limited("rate_limit: 1");
    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    var _ = adapter.infer(ScriptedAdapter.call(ManualClock.START.plusSeconds(60)));

    var _ = adapter.infer(ScriptedAdapter.call(FAR));

    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void countsTokensByTheirWorstCaseUntilTheAnswerSaysWhatWasUsed() {
    // A call is estimated at 102 tokens, its answer reports 15.
    RateLimitedAdapter adapter = limited("rate_limit: 120 tokens/min");

    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    var _ = adapter.infer(ScriptedAdapter.call(FAR));

    assertThat(bench.clock.sleeps).isEmpty();
    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void limitsNothingWithoutALimit() {
    RateLimitedAdapter adapter = limited("");

    for (int i = 0; i < 100; i++) {
      var _ = adapter.infer(ScriptedAdapter.call(FAR));
    }

    assertThat(bench.clock.sleeps).isEmpty();
  }

  @Test
  void pausesEveryCallWhenTheProviderAsksForIt() {
    PartnerSetup setup = setup("max_wait: 1m");
    provider.then(ScriptedAdapter.answer("yes"));
    ScriptedAdapter busy =
        new ScriptedAdapter()
            .then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, Duration.ofSeconds(30)));

    var _ = limited(setup, busy, false).infer(ScriptedAdapter.call(FAR));
    var other = limited(setup, provider, false).infer(ScriptedAdapter.call(FAR));

    assertThat(other).isInstanceOf(ModelAnswer.class);
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(30));
  }

  @Test
  void believesNoAbsurdPause() {
    PartnerSetup setup = setup("retry: {max_retry_after: 2m}");
    ScriptedAdapter busy =
        new ScriptedAdapter()
            .then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, Duration.ofHours(1)));

    var _ = limited(setup, busy, false).infer(ScriptedAdapter.call(FAR));

    assertThat(setup.gates().rate().pausedUntil())
        .isEqualTo(ManualClock.START.plus(Duration.ofMinutes(2)));
  }

  @Test
  void pausesNobodyWhenTheProviderNamesNoTime() {
    PartnerSetup setup = setup("");
    ScriptedAdapter busy =
        new ScriptedAdapter().then(ScriptedAdapter.refusal(FailureKind.RATE_LIMITED, 429, null));

    var _ = limited(setup, busy, false).infer(ScriptedAdapter.call(FAR));

    assertThat(setup.gates().rate().pausedUntil()).isBefore(ManualClock.START);
  }

  @Test
  void doesNotWaitLongForAnItemThatCanGoElsewhere() {
    PartnerSetup setup = setup("max_wait: 10s");
    setup.gates().rate().pause(ManualClock.START.plusSeconds(11));

    var outcome = limited(setup, provider, true).infer(ScriptedAdapter.call(FAR));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ModelFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED));
    assertThat(provider.calls).isEmpty();
    assertThat(bench.clock.sleeps).isEmpty();

    PartnerSetup shorter = setup("max_wait: 10s");
    shorter.gates().rate().pause(ManualClock.START.plusSeconds(10));
    assertThat(limited(shorter, provider, true).infer(ScriptedAdapter.call(FAR)))
        .isInstanceOf(ModelAnswer.class);
  }

  @Test
  void limitsAModelBesideThePartner() {
    PartnerSetup setup = setup("rate_limit: 3\nmodel_rate_limits: {model: 1}");
    RateLimitedAdapter adapter = limited(setup, provider, false);

    var _ = adapter.infer(call("model"));
    var _ = adapter.infer(call("another"));
    var _ = adapter.infer(call("another"));
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START);

    var _ = adapter.infer(call("another"));
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void letsNoMoreOfAModelThroughThanTheModelMay() {
    PartnerSetup setup = setup("rate_limit: 100\nmodel_rate_limits: {model: 1}");
    RateLimitedAdapter adapter = limited(setup, provider, false);

    var _ = adapter.infer(call("model"));
    var _ = adapter.infer(call("model"));

    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void takesItsShareOfALimit() {
    bench.share = new Share(1, 2);
    RateLimitedAdapter adapter = limited(setup("rate_limit: 5"), provider, false);

    for (int i = 0; i < 2; i++) {
      var _ = adapter.infer(ScriptedAdapter.call(FAR));
    }
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START);

    bench.share = Share.WHOLE;
    for (int i = 0; i < 3; i++) {
      var _ = adapter.infer(ScriptedAdapter.call(FAR));
    }
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START);

    var _ = adapter.infer(ScriptedAdapter.call(FAR));
    assertThat(bench.clock.instant()).isEqualTo(ManualClock.START.plusSeconds(60));
  }

  @Test
  void callsNobodyWhileItHoldsNothingAndGoesOnWhenItDoes() {
    bench.share = new Share(0, 2);
    PartnerSetup setup = setup("rate_limit: 5");
    Waiting waiting =
        new Waiting(
            new Attempt(WorkBench.item().build(), WorkBench.GRANTED),
            () -> false,
            bench.clock,
            time -> {
              bench.clock.sleeper().sleep(time);
              if (bench.clock.instant().isAfter(ManualClock.START.plusSeconds(5))) {
                assertThat(provider.calls).isEmpty();
                bench.share = new Share(1, 2);
              }
            });

    var outcome =
        new RateLimitedAdapter(
                provider, setup.gates().rate(), setup.partner(), waiting, bench.meters)
            .infer(ScriptedAdapter.call(FAR));

    assertThat(outcome).isInstanceOf(ModelAnswer.class);
    assertThat(bench.clock.instant()).isAfter(ManualClock.START.plusSeconds(5));
  }

  @Test
  void waitsNoLongerWhenAnotherWorkerHasTheItem() {
    PartnerSetup setup = setup("rate_limit: 1");
    var _ = limited(setup, provider, false).infer(ScriptedAdapter.call(FAR));
    StartGate lost =
        new StartGate() {
          @Override
          public StartDecision tryStart() {
            return StartDecision.WITHDRAWN;
          }

          @Override
          public boolean withdrawn() {
            return true;
          }
        };
    Waiting waiting =
        new Waiting(
            new Attempt(WorkBench.item().build(), lost),
            () -> false,
            bench.clock,
            bench.clock.sleeper());

    var outcome =
        new RateLimitedAdapter(
                provider, setup.gates().rate(), setup.partner(), waiting, bench.meters)
            .infer(ScriptedAdapter.call(FAR));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ModelFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REDELIVERED));
    assertThat(bench.clock.sleeps).isEmpty();
  }

  private static ModelCall call(String model) {
    ModelCall call = ScriptedAdapter.call(FAR);
    return new ModelCall(
        call.attemptId(),
        call.callId(),
        model,
        call.messages(),
        call.tools(),
        call.responseFormat(),
        call.sampling(),
        call.passThrough(),
        call.maxOutputTokens(),
        call.deadline(),
        null,
        null);
  }

  private PartnerSetup setup(String settings) {
    return bench.setup(provider, WorkBench.partner(settings));
  }

  private RateLimitedAdapter limited(String rateLimit) {
    return limited(setup(rateLimit), provider, false);
  }

  private RateLimitedAdapter limited(PartnerSetup setup, ModelAdapter inner, boolean hasFallback) {
    return new RateLimitedAdapter(
        inner, setup.gates().rate(), setup.partner(), bench.waiting(hasFallback), bench.meters);
  }
}
