package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Metered.Kind;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.pricing.EventId;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Timers: what is given up, given back and forgotten, and what a fault of ours leaves. */
class WhatIsDueTest {
  private static final RequestKey ONE = new RequestKey("acme", "1");
  private static final Duration FORGOTTEN = Duration.ofHours(25).plusSeconds(60);

  private Scene scene = new Scene(Scene.PARTNERS + Scene.QUOTA);

  private Output.Work asked() {
    return scene.ask("1", "hello").work();
  }

  @Test
  void failsAnOpenRequestWhoseTimerCouldNotBeDecided() {
    asked();
    Timer deadline = new Timer(Scene.START.plusSeconds(60), Timer.Kind.DEADLINE, ONE, "");

    scene.failed(deadline);
    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo("INTERNAL");

    assertThat(scene.failed(deadline).written()).as("it was answered").isEmpty();
  }

  @Test
  void givesBackAChargeForAnUnseenEndAtTheLatestWhenTheRequestIsForgotten() {
    scene =
        new Scene(
            Scene.PARTNERS + "quotas: {default: {tokens_per_month: 100000, unknown_after: 40d}}");
    Output.Work item = asked();
    scene.start(item, "c1").cancel("acme", "1");
    scene.giveUp(item, FailureKind.TIMED_OUT).pass(Duration.ofSeconds(15));
    assertThat(scene.charged(DecisionKind.SETTLED)).isPositive();

    scene.pass(FORGOTTEN);

    assertThat(scene.charged(DecisionKind.CORRECTED)).isZero();
    assertThat(scene.metered())
        .extracting(Output.Metered::kind)
        .containsExactly(Kind.REVERSAL, Kind.USAGE);
    assertThat(scene.state().known()).isZero();
    assertThat(scene.state().attempts()).isZero();
  }

  @Test
  void forgetsWhatWasTakenInAWindowThatIsOver() {
    scene.answer(asked(), "c1", "hi");
    assertThat(scene.state().balances()).hasSize(1);

    scene.pass(Duration.ofDays(802));

    assertThat(scene.state().balances()).isEmpty();
    assertThat(scene.due(Timer.Kind.WINDOW)).isEmpty();
  }

  @Test
  void settlesWhenTheLastCallEndsAfterTheHoldsTimeThoughItsAttemptWasNeverGivenUp() {
    Output.Work item = asked();
    scene.pass(Duration.ofSeconds(58)).start(item, "c1").pass(Duration.ofSeconds(8));
    assertThat(scene.kinds()).as("a call is open").containsExactly(DecisionKind.ENDED);

    scene.breakCall(item, "c1", FailureKind.PROVIDER_UNAVAILABLE, null);

    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();
    assertThat(scene.left(DecisionKind.SETTLED).attemptOpen()).isFalse();
    assertThat(scene.state().balances()).as("its place in the partner's queue too").isEmpty();
  }

  @Test
  void settlesWhenTheLastCallIsUnknownAfterTheHoldsTime() {
    Output.Work item = asked();
    scene.pass(Duration.ofSeconds(58)).start(item, "c1").pass(Duration.ofSeconds(8));
    scene.pass(Duration.ofSeconds(7));

    assertThat(scene.kinds())
        .containsExactly(DecisionKind.CALL_UNKNOWN, DecisionKind.METERED, DecisionKind.SETTLED);
    assertThat(scene.state().balances()).isEmpty();
  }

  @Test
  void keepsTheCallOfALiveRequestOpenToAnAnswerAfterItWasUnknown() {
    Output.Work item = asked();
    scene.start(item, "c1").pass(Duration.ofSeconds(15));

    assertThat(scene.kinds()).doesNotContain(DecisionKind.SETTLED);
    assertThat(scene.responses()).isEmpty();
  }

  @Test
  void chargesNothingForACancelledCallThatUsedNothing() {
    Output.Work item = asked();
    scene.start(item, "c1").cancel("acme", "1");
    scene.breakCall(item, "c1", FailureKind.OUTPUT_CUT_OFF, Scene.usage(0, 0));
    scene.giveUp(item, FailureKind.OUTPUT_CUT_OFF);

    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();
    assertThat(scene.metered()).isEmpty();
  }

  @Test
  void sendsNothingAgainThatHasFailedSinceItWasHandedBack() {
    Output.Work item = asked();
    scene.giveUp(item, FailureKind.REDELIVERED).giveUp(item, FailureKind.TIMED_OUT);
    assertThat(scene.works()).hasSize(1);

    assertThat(scene.pass(Duration.ofSeconds(1)).works()).isEmpty();
  }

  @Test
  void metersACallThatComesToLightAfterItsRequestWasOverAsNobodys() {
    Output.Work item = asked();
    scene.start(item, "c1").answer(item, "c1", "hi").start(item, "c2");
    assertThat(scene.due(Timer.Kind.ORPHAN_UNKNOWN)).hasSize(1);

    scene.answer(item, "c2", "hi");

    assertThat(scene.metered()).extracting(Output.Metered::outcome).containsExactly("ORPHAN");
    assertThat(scene.due(Timer.Kind.ORPHAN_UNKNOWN)).isEmpty();
    assertThat(scene.alarms()).extracting(Output.Alarm::kind).containsExactly("ORPHAN_CALL");
  }

  @Test
  void reversesByItsIdTheEventOfAnOrphanWhoseEndCameLate() {
    Output.Work item = asked();
    scene.answer(item, "c1", "hi").pass(FORGOTTEN);
    scene.start(item, "c2").pass(Duration.ofSeconds(15));
    assertThat(scene.alarms()).extracting(Output.Alarm::kind).containsExactly("ORPHAN_CALL");
    Output.Metered unknown = scene.metered().getFirst();

    scene.answer(item, "c2", "hi");

    assertThat(scene.metered().getFirst().correctsEventId())
        .isEqualTo(EventId.of("-", unknown.key().correlationId(), "c2", "USAGE", 0));
  }
}
