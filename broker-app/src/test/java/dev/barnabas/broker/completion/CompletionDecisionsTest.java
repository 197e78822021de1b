package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Metered.Kind;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionDecisionsTest {
  private Scene scene = new Scene(Scene.PARTNERS + Scene.QUOTA);

  private Output.Work asked() {
    return scene.ask("1", "write to jane@example.com").work();
  }

  private static Scene withRoute(String keys) {
    return new Scene(
        Scene.PARTNERS.replace("max_output_tokens: 100,", "max_output_tokens: 100, " + keys + ",")
            + Scene.QUOTA);
  }

  @Test
  void answersMetersChargesAndSettlesInOneUnit() {
    Output.Work item = asked();
    scene.pass(Duration.ofSeconds(2)).start(item, "c1");
    assertThat(scene.due(Timer.Kind.CALL_UNKNOWN))
        .as("timeout and grace after the start was read")
        .containsExactly(Scene.START.plusSeconds(2 + 10 + 5));
    scene.answer(item, "c1", "Dear <EMAIL_1>");

    assertThat(scene.kinds())
        .containsExactly(DecisionKind.METERED, DecisionKind.ENDED, DecisionKind.SETTLED);
    Output.Response response = scene.response();
    assertThat(response.ending().status()).isEqualTo(Status.COMPLETED);
    assertThat(response.ending().answeredBy()).isEqualTo("c1");
    assertThat(response.ending().byTenant()).isFalse();
    assertThat(response.answer()).isNotNull();
    assertThat(response.answer().content()).isEqualTo("Dear jane@example.com");
    assertThat(response.answer().latencyMs()).isEqualTo(25);
    assertThat(response.answer().redactions()).containsEntry("EMAIL", 1);
    assertThat(response.tokensUsed()).isEqualTo(30);
    assertThat(response.cost()).isNotNull();
    assertThat(response.cost().amount()).isEqualByComparingTo("0.00018");
    assertThat(response.total()).isEqualTo(Duration.ofSeconds(2));
    assertThat(scene.alarms()).isEmpty();
    assertThat(scene.due(Timer.Kind.CALL_UNKNOWN)).isEmpty();
    assertThat(scene.due(Timer.Kind.DEADLINE)).isEmpty();
    assertThat(scene.due(Timer.Kind.FORGET))
        .as("a window after the deadline")
        .containsExactly(Scene.START.plusSeconds(60).plus(Duration.ofHours(25)));
  }

  @Test
  void metersWhatTheAnsweringCallUsedAndCost() {
    Output.Work item = asked();
    scene.start(item, "c1").answer(item, "c1", "hi");

    assertThat(scene.metered())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.kind()).isEqualTo(Kind.USAGE);
          assertThat(event.seq()).isZero();
          assertThat(event.outcome()).isEqualTo("SUCCESS");
          assertThat(event.partnerId()).isEqualTo("alpha");
          assertThat(event.lines()).hasSize(2);
          assertThat(event.providerCost()).isEqualByComparingTo("0.00018");
          assertThat(event.tenantCharge()).isEqualByComparingTo("0.00018");
          assertThat(event.tokensCharged()).isEqualTo(30);
          assertThat(event.charged()).isTrue();
          assertThat(event.billed()).isEqualTo(BilledByProvider.YES);
          assertThat(event.modelVersion()).isEqualTo("a-2026");
          assertThat(event.responseHash()).isNotEmpty();
          assertThat(event.rawUsage()).isEqualTo("{\"raw\": 1}");
        });
    Output.Decided settled = scene.decision(DecisionKind.SETTLED);
    assertThat(settled.chargedMoney()).isEqualByComparingTo("0.00018");
    assertThat(settled.state()).isNotNull();
    assertThat(scene.charged(DecisionKind.SETTLED)).isEqualTo(30);
    assertThat(scene.decision(DecisionKind.METERED).eventId()).isNotEmpty();
  }

  @Test
  void alertsWhatACallUsedBeyondItsHoldAndNotWhatItUsedOfIt() {
    Output.Work item = asked();
    long held = scene.held(DecisionKind.HELD);
    scene.end(
        scene.report(
            item, "c1", "SUCCESS", "hi", Scene.usage(held - 10, 11), BilledByProvider.YES));

    assertThat(scene.alarms())
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.kind()).isEqualTo("ESTIMATE_EXCEEDED");
          assertThat(alarm.numbers())
              .containsEntry("tokens", Long.toString(held + 1))
              .containsEntry("held", Long.toString(held));
        });
    assertThat(scene.response().tokensUsed()).isEqualTo(held);

    Output.Work exact = scene.ask("2", "write to jane@example.com").work();
    scene.end(
        scene.report(
            exact, "c2", "SUCCESS", "hi", Scene.usage(held - 10, 10), BilledByProvider.YES));
    assertThat(scene.alarms()).isEmpty();
  }

  @Test
  void takesAnOutcomeOnceHoweverOftenItIsRead() {
    Output.Work item = asked();
    scene.start(item, "c1").start(item, "c1");
    assertThat(scene.written()).isEmpty();
    scene.breakCall(item, "c1", FailureKind.TIMED_OUT, null);
    assertThat(scene.metered()).hasSize(1);
    scene.breakCall(item, "c1", FailureKind.TIMED_OUT, null);
    assertThat(scene.written()).isEmpty();
    scene.giveUp(item, FailureKind.TIMED_OUT);
    assertThat(scene.works()).hasSize(1);
    scene.giveUp(item, FailureKind.TIMED_OUT);
    assertThat(scene.written()).isEmpty();
  }

  @Test
  void raisesTheHoldForADearerPartnerAndChargesByItsPrice() {
    Output.Work item = asked();
    scene.start(item, "c1").breakCall(item, "c1", FailureKind.TIMED_OUT, null);
    scene.giveUp(item, FailureKind.TIMED_OUT);

    assertThat(scene.kinds())
        .containsExactly(DecisionKind.ATTEMPT_FAILED, DecisionKind.RAISED, DecisionKind.DISPATCHED);
    assertThat(scene.decisions().getFirst().code()).isEqualTo("TIMED_OUT");
    Output.Work second = scene.work();
    assertThat(second.link().partnerId()).isEqualTo("beta");
    assertThat(second.attempt().number()).isEqualTo(1);

    scene.answer(second, "c2", "hi <EMAIL_1>");
    assertThat(scene.answered()).isEqualTo("hi jane@example.com");
    assertThat(scene.cost()).isEqualByComparingTo("0.00033");
  }

  @ParameterizedTest
  @CsvSource({
    "REQUEST_INVALID,REQUEST_INVALID",
    "CONTENT_FILTERED,CONTENT_FILTERED",
    "RESPONSE_TOO_LARGE,RESPONSE_TOO_LARGE",
    "OUTPUT_CUT_OFF,OUTPUT_CUT_OFF"
  })
  void failsAtOnceWithWhatAnotherPartnerWouldNotDoBetter(FailureKind kind, String code) {
    scene.giveUp(asked(), kind);

    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo(code);
    assertThat(scene.works()).isEmpty();
    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "TIMED_OUT,PARTNERS_FAILED",
    "INTERNAL,INTERNAL",
    "CONTRACT_VIOLATED,CONTRACT_VIOLATED",
    "CIRCUIT_OPEN,PARTNERS_FAILED"
  })
  void failsAtTheEndOfTheChainWithItsLastKind(FailureKind kind, String code) {
    scene.giveUp(asked(), kind);
    scene.giveUp(scene.work(), kind);

    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo(code);
  }

  @Test
  void makesNoMoreAttemptsThanTheRouteAllows() {
    scene = withRoute("max_attempts: 1");

    scene.giveUp(asked(), FailureKind.TIMED_OUT);

    assertThat(scene.works()).isEmpty();
    assertThat(scene.response().ending().code()).isEqualTo("PARTNERS_FAILED");
  }

  @Test
  void degradesAndChargesNothingWhereTheRouteSaysSo() {
    scene = withRoute("max_attempts: 1, degrade: {template: later}");
    Output.Work item = asked();
    scene.start(item, "c1").breakCall(item, "c1", FailureKind.TIMED_OUT, Scene.usage(10, 0));
    scene.giveUp(item, FailureKind.TIMED_OUT);

    assertThat(scene.response().ending().status()).isEqualTo(Status.DEGRADED);
    assertThat(scene.answered()).isEqualTo("later");
    assertThat(scene.response().tokensUsed()).isZero();
    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();
  }

  @Test
  void failsARequestWhoseFallbackCannotBeOpened() {
    Output.Work item = asked();
    scene.erase();
    scene.giveUp(item, FailureKind.TIMED_OUT);

    assertThat(scene.response().ending().code()).isEqualTo("ERASED");
    assertThat(scene.works()).isEmpty();
  }

  @Test
  void waitsForTheDeadlineAfterAnItemThatExpiredOrWasCalledOff() {
    scene.giveUp(asked(), FailureKind.EXPIRED_BEFORE_CALL);
    assertThat(scene.responses()).isEmpty();
    assertThat(scene.works()).isEmpty();

    Output.Work other = scene.ask("2", "hello").work();
    scene.giveUp(other, FailureKind.CANCELLED_BEFORE_CALL);
    assertThat(scene.responses()).isEmpty();
    assertThat(scene.works()).isEmpty();
    assertThat(scene.pass(Duration.ofSeconds(60)).responses())
        .extracting(response -> response.ending().status())
        .containsOnly(Status.EXPIRED);
  }

  @Test
  void callsOffWhatHasNotStartedAndClosesNoHoldByIt() {
    Output.Work item = asked();
    scene.cancel("acme", "1");

    assertThat(scene.response().ending().byTenant()).isTrue();
    assertThat(scene.calledOff())
        .containsExactly(
            new Output.Cancelled(item.attempt().attemptId(), "alpha", Scene.START.plusSeconds(60)));
    assertThat(scene.kinds()).containsExactly(DecisionKind.ENDED);
    assertThat(scene.due(Timer.Kind.HOLD)).containsExactly(Scene.START.plusSeconds(65));

    scene.giveUp(item, FailureKind.CANCELLED_BEFORE_CALL);
    assertThat(scene.kinds()).containsExactly(DecisionKind.ATTEMPT_FAILED, DecisionKind.SETTLED);
    assertThat(scene.due(Timer.Kind.HOLD)).isEmpty();
    assertThat(scene.cancel("acme", "1").written()).isEmpty();
  }

  @Test
  void releasesAHoldForWhichNothingWasStartedAtDeadlineAndGrace() {
    asked();
    scene.pass(Duration.ofSeconds(60));
    assertThat(scene.response().ending().status()).isEqualTo(Status.EXPIRED);
    assertThat(scene.response().ending().byTenant()).as("the route's deadline").isFalse();
    assertThat(scene.kinds()).containsExactly(DecisionKind.ENDED);

    assertThat(scene.pass(Duration.ofMillis(4_999)).kinds()).isEmpty();
    scene.pass(Duration.ofMillis(1));
    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();
    assertThat(scene.state().balances()).isEmpty();
  }

  @Test
  void chargesTheTenantWhoCancelledItsDearestBilledCall() {
    Output.Work item = asked();
    scene.start(item, "c1").start(item, "c2").start(item, "c3").cancel("acme", "1");
    assertThat(scene.calledOff()).isEmpty();
    scene.breakCall(item, "c1", FailureKind.TIMED_OUT, Scene.usage(10, 2));
    scene.breakCall(item, "c2", FailureKind.REQUEST_INVALID, Scene.usage(50, 50));
    assertThat(scene.kinds()).containsExactly(DecisionKind.METERED);
    scene.breakCall(item, "c3", FailureKind.OUTPUT_CUT_OFF, Scene.usage(10, 20));
    scene.giveUp(item, FailureKind.OUTPUT_CUT_OFF);

    Output.Decided settled = scene.decision(DecisionKind.SETTLED);
    assertThat(scene.charged(DecisionKind.SETTLED)).isEqualTo(30);
    assertThat(settled.chargedMoney()).isEqualByComparingTo("0.00018");
    assertThat(scene.metered())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.kind()).isEqualTo(Kind.ADJUSTMENT);
          assertThat(event.callId()).isEqualTo("c3");
          assertThat(event.correctsEventId()).isNotEmpty();
          assertThat(event.charged()).isTrue();
          assertThat(event.providerCost()).as("it was told before").isNull();
        });
  }

  @Test
  void chargesTheTenantWhoseOwnDeadlinePassed() {
    Output.Work item =
        scene.ask(Scene.request("acme", "1", "fast", "hello", 20_000L), Scene.START).work();
    scene.start(item, "c1").pass(Duration.ofSeconds(20));
    assertThat(scene.responses())
        .singleElement()
        .satisfies(response -> assertThat(response.ending().byTenant()).isTrue());

    scene.answer(item, "c1", "late");
    assertThat(scene.metered().getFirst().kind()).isEqualTo(Kind.REVERSAL);
  }
}
