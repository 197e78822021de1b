package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Output.Metered.Kind;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.ErrorCode;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that end late, or for nobody. */
class LateCallsDecisionsTest {
  private Scene scene = new Scene(Scene.PARTNERS + Scene.QUOTA);

  private Output.Work asked() {
    return scene.ask("1", "write to jane@example.com").work();
  }

  @Test
  void metersACallWhoseEndWasNotReadInTimeAsUnknownAndCorrectsIt() {
    Output.Work item = asked();
    scene.start(item, "c1");
    assertThat(scene.pass(Duration.ofMillis(14_999)).written()).isEmpty();
    scene.pass(Duration.ofMillis(1));
    assertThat(scene.kinds()).containsExactly(DecisionKind.CALL_UNKNOWN, DecisionKind.METERED);
    assertThat(scene.metered())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo("UNKNOWN");
          assertThat(event.billed()).isEqualTo(BilledByProvider.UNKNOWN);
          assertThat(event.charged()).isFalse();
        });

    scene.answer(item, "c1", "late");
    assertThat(scene.metered())
        .extracting(Output.Metered::kind)
        .containsExactly(Kind.REVERSAL, Kind.USAGE);
    assertThat(scene.metered()).extracting(Output.Metered::seq).containsExactly(1, 2);
    assertThat(scene.response().ending().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void chargesAnUnknownCallOfACancelledRequestItsWorstCaseAndGivesItBack() {
    scene =
        new Scene(
            Scene.PARTNERS + "quotas: {default: {tokens_per_month: 100000, unknown_after: 10m}}");
    Output.Work item = asked();
    scene.start(item, "c1").cancel("acme", "1");
    scene.giveUp(item, FailureKind.TIMED_OUT);
    assertThat(scene.kinds()).containsExactly(DecisionKind.ATTEMPT_FAILED);
    scene.pass(Duration.ofSeconds(15));
    long held = scene.held(DecisionKind.SETTLED);
    assertThat(scene.charged(DecisionKind.SETTLED)).isEqualTo(held);
    assertThat(scene.due(Timer.Kind.UNKNOWN_CHARGE))
        .containsExactly(Scene.START.plusSeconds(15).plus(Duration.ofMinutes(10)));

    scene.pass(Duration.ofMinutes(10));
    Output.Decided corrected = scene.decision(DecisionKind.CORRECTED);
    assertThat(scene.charged(DecisionKind.CORRECTED)).isZero();
    assertThat(scene.metered())
        .extracting(Output.Metered::kind)
        .containsExactly(Kind.REVERSAL, Kind.USAGE);
    assertThat(scene.metered().getFirst().tokensCharged()).isEqualTo(-held);
    assertThat(corrected.balances())
        .singleElement()
        .satisfies(after -> assertThat(after.balance().settled()).isZero());
  }

  @Test
  void correctsTheChargeOfAnUnknownCallWhoseEndComesAfterAll() {
    Output.Work item = asked();
    scene.start(item, "c1").cancel("acme", "1");
    scene.giveUp(item, FailureKind.TIMED_OUT).pass(Duration.ofSeconds(15));
    scene.answer(item, "c1", "late");

    assertThat(scene.metered())
        .extracting(Output.Metered::kind)
        .containsExactly(Kind.REVERSAL, Kind.USAGE, Kind.ADJUSTMENT);
    assertThat(scene.charged(DecisionKind.CORRECTED)).isEqualTo(30);
    assertThat(scene.decision(DecisionKind.CORRECTED).balances())
        .singleElement()
        .satisfies(after -> assertThat(after.balance().settled()).isEqualByComparingTo("30"));
  }

  @Test
  void answersWithAGivenUpAttemptAndMetersTheOtherAsSuperseded() {
    Output.Work first = asked();
    scene.start(first, "c1").giveUp(first, FailureKind.TIMED_OUT);
    Output.Work second = scene.work();
    scene.start(second, "c2").answer(first, "c1", "one");
    assertThat(scene.response().ending().answeredBy()).isEqualTo("c1");
    assertThat(scene.kinds()).containsExactly(DecisionKind.METERED, DecisionKind.ENDED);

    scene.answer(second, "c2", "two");
    assertThat(scene.responses()).isEmpty();
    assertThat(scene.metered())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo("SUPERSEDED");
          assertThat(event.charged()).isFalse();
        });
    assertThat(scene.charged(DecisionKind.SETTLED)).isEqualTo(30);
  }

  @Test
  void failsWithAnAnswerThatCannotBeDeliveredAndMetersIt() {
    Output.Work item = asked();
    CallReport report =
        scene.report(item, "c1", "SUCCESS", null, Scene.usage(10, 20), BilledByProvider.YES);
    scene.start(item, "c1").unusable(report, ErrorCode.RESPONSE_TOO_LARGE);

    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo("RESPONSE_TOO_LARGE");
    assertThat(scene.metered().getFirst().outcome()).isEqualTo("RESPONSE_TOO_LARGE");
    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();
    assertThat(scene.unusable(report, ErrorCode.INTERNAL).metered()).isEmpty();
  }

  @Test
  void metersWhatCannotBeDeliveredOfAnEndedRequestAndOfAGivenUpAttempt() {
    Output.Work item = asked();
    scene.start(item, "c1").giveUp(item, FailureKind.TIMED_OUT);
    Output.Work second = scene.work();
    scene.unusable(
        scene.report(item, "c1", "SUCCESS", null, null, BilledByProvider.YES), ErrorCode.INTERNAL);
    assertThat(scene.metered().getFirst().outcome()).isEqualTo("INTERNAL");
    assertThat(scene.responses()).as("the second attempt goes on").isEmpty();

    scene.start(second, "c2").cancel("acme", "1");
    scene.unusable(
        scene.report(second, "c2", "SUCCESS", null, null, BilledByProvider.YES),
        ErrorCode.INTERNAL);
    assertThat(scene.kinds()).containsExactly(DecisionKind.METERED, DecisionKind.SETTLED);
  }

  @Test
  void failsAnAnswerThatNobodyCanRestoreAndMetersIt() {
    Output.Work item = asked();
    scene.start(item, "c1").erase();
    scene.answer(item, "c1", "hi");

    assertThat(scene.response().ending().code()).isEqualTo("ERASED");
    assertThat(scene.metered().getFirst().outcome()).isEqualTo("SUPERSEDED");
    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();
  }

  @Test
  void refusesAnOutcomeOfAnotherPartnerThanWasAsked() {
    Output.Work item = asked();
    CallReport report = scene.report(item, "c1", "SUCCESS", "hi", null, BilledByProvider.YES);
    scene.end(
        new CallReport(
            report.attemptId(),
            report.callId(),
            "beta",
            report.outcome(),
            report.content(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            BilledByProvider.YES,
            report.startedAt(),
            report.endedAt()));

    assertThat(scene.refused()).hasSize(1);
    assertThat(scene.metered()).isEmpty();
    assertThat(scene.responses()).isEmpty();
  }

  @Test
  void readsACallThatEndedBeforeItBeganAsTakingNoTime() {
    Output.Work item = asked();
    CallReport report = scene.report(item, "c1", "SUCCESS", "hi", null, BilledByProvider.YES);

    assertThat(report.latencyMs()).isEqualTo(25);
    assertThat(
            new CallReport(
                    "a",
                    "c",
                    "p",
                    "TIMED_OUT",
                    null,
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    BilledByProvider.NO,
                    Scene.START,
                    Scene.START.minusMillis(5))
                .latencyMs())
        .isZero();
  }
}
