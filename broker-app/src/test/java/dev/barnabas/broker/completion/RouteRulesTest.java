package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.FunctionCall;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contracts of answers, and items that workers hand back. */
class RouteRulesTest {
  private Scene scene = new Scene(Scene.PARTNERS + Scene.QUOTA);

  private Output.Work asked(String keys) {
    scene =
        new Scene(
            Scene.PARTNERS.replace("max_output_tokens: 100,", "max_output_tokens: 100, " + keys)
                + Scene.QUOTA);
    return scene.ask("1", "hello").work();
  }

  @Test
  void asksForTheRoutesContractAndTakesAnAnswerThatKeepsIt() {
    Output.Work item = asked("schema: answer.json,");
    assertThat(item.content().answerFormat()).isNotNull();
    assertThat(item.content().answerFormat().type()).isEqualTo("json_schema");

    scene.answer(item, "c1", "{\"reply\": \"yes\"}");
    assertThat(scene.response().ending().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void goesToTheNextPartnerWithAnAnswerThatBreaksTheContract() {
    Output.Work item = asked("schema: answer.json,");
    scene.answer(item, "c1", "{\"reply\": 7}");

    assertThat(scene.work().link().partnerId()).isEqualTo("beta");
    assertThat(scene.metered().getFirst().outcome()).isEqualTo("CONTRACT_VIOLATED");
    scene.answer(scene.work(), "c2", "prose");
    assertThat(scene.response().ending().code()).isEqualTo("CONTRACT_VIOLATED");
    assertThat(scene.response().fault())
        .isNotNull()
        .satisfies(fault -> assertThat(fault.message()).contains("json").doesNotContain("prose"));
  }

  @Test
  void failsOrDegradesWithAnAnswerThatBreaksTheContractWhereTheRouteSaysSo() {
    Output.Work strict = asked("schema: answer.json, on_contract_violation: fail,");
    scene.answer(strict, "c1", null);
    assertThat(scene.response().ending().status()).isEqualTo(Status.FAILED);
    assertThat(scene.response().ending().code()).isEqualTo("CONTRACT_VIOLATED");

    Output.Work item =
        asked("schema: answer.json, on_contract_violation: degrade, degrade: {template: later},");
    scene.answer(item, "c1", "prose");
    assertThat(scene.response().ending().status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void recordsTheKeywordAndNoPlaceOfAViolationInShadowMode() {
    Output.Work item = asked("schema: answer.json, schema_mode: shadow,");
    assertThat(item.content().answerFormat()).isNull();
    scene.answer(item, "c1", "{\"reply\": 7}");

    assertThat(scene.decision(DecisionKind.SHADOWED).code()).isEqualTo("CONTRACT_VIOLATED type");
    assertThat(scene.response().ending().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void dispatchesAHandedBackItemOnceMoreUnderItsOwnId() {
    Output.Work item = asked("");
    scene.giveUp(item, FailureKind.REDELIVERED);
    assertThat(scene.written()).isEmpty();
    scene.pass(Duration.ofSeconds(1));

    Output.Work again = scene.work();
    assertThat(again.attempt().attemptId()).isEqualTo(item.attempt().attemptId());
    assertThat(again.attempt().dispatch()).isEqualTo(1);
    assertThat(scene.giveUp(item, FailureKind.REDELIVERED).state().timers())
        .as("the first dispatch is handed back once more")
        .extracting(Timer::kind)
        .doesNotContain(Timer.Kind.REDELIVER);
    scene.giveUp(again, FailureKind.STALE_POLICY).pass(Duration.ofSeconds(1));
    assertThat(scene.work().attempt().dispatch()).isEqualTo(2);
  }

  @Test
  void metersTheOpenCallOfAHandedBackItemAndMakesANewAttempt() {
    Output.Work item = asked("");
    scene.start(item, "c1").giveUp(item, FailureKind.REDELIVERED).pass(Duration.ofSeconds(1));

    assertThat(scene.metered()).extracting(Output.Metered::outcome).containsExactly("UNKNOWN");
    assertThat(scene.work().attempt().number()).isEqualTo(1);
    assertThat(scene.work().link().partnerId()).isEqualTo("alpha");
    assertThat(scene.decision(DecisionKind.ATTEMPT_FAILED).code()).isEqualTo("REDELIVERED");
    assertThat(scene.due(Timer.Kind.CALL_UNKNOWN)).isEmpty();
  }

  @Test
  void closesAnItemThatIsHandedBackAfterItsRequestEnded() {
    Output.Work item = asked("");
    scene.cancel("acme", "1").giveUp(item, FailureKind.REDELIVERED);

    assertThat(scene.charged(DecisionKind.SETTLED)).isZero();

    Output.Work other = scene.ask("2", "hello").work();
    scene.giveUp(other, FailureKind.REDELIVERED).cancel("acme", "2").pass(Duration.ofSeconds(1));
    assertThat(scene.works()).isEmpty();
    assertThat(scene.kinds()).contains(DecisionKind.SETTLED);
  }

  @Test
  void goesOnWithoutAPartnerThatLeftTheConfiguration() {
    Output.Work item = asked("");
    scene.giveUp(item, FailureKind.REDELIVERED);
    scene.configure(
        2,
        """
        partners: [{id: beta, adapter: simulated, models: {fast: b}}]
        routing: {models: [{alias: fast, primary: beta}]}
        """
            + Scene.QUOTA);
    scene.pass(Duration.ofSeconds(1));

    assertThat(scene.decision(DecisionKind.ATTEMPT_FAILED).code()).isEqualTo("PARTNER_REMOVED");
    assertThat(scene.work().link().partnerId()).isEqualTo("beta");
  }

  @Test
  void failsAHandedBackItemWhoseTenantWasErased() {
    Output.Work item = asked("");
    scene.giveUp(item, FailureKind.REDELIVERED).erase();
    scene.pass(Duration.ofSeconds(1));

    assertThat(scene.response().ending().code()).isEqualTo("ERASED");
    assertThat(scene.works()).isEmpty();
  }

  @Test
  void failsAHandedBackItemThatTodaysPolicyBlocks() {
    Output.Work item = scene.ask("1", "write to jane@example.com").work();
    scene.giveUp(item, FailureKind.REDELIVERED);
    scene.configure(
        2,
        Scene.PARTNERS.replace("id: alpha,", "id: alpha, pii: {entities: [EMAIL], action: block},")
            + Scene.QUOTA);
    scene.pass(Duration.ofSeconds(1));

    assertThat(scene.response().ending().code()).isEqualTo("REDACTION_FAILED");
    assertThat(scene.works()).isEmpty();
  }

  @Test
  void restoresTheAnswerOfAnItemThatWasRedactedAnewByTodaysPolicy() {
    scene =
        new Scene(
            Scene.PARTNERS.replace("id: alpha,", "id: alpha, pii: {enabled: false},")
                + Scene.QUOTA);
    Output.Work item = scene.ask("1", "write to jane@example.com").work();
    scene.giveUp(item, FailureKind.REDELIVERED);
    scene.configure(2, Scene.PARTNERS + Scene.QUOTA);
    scene.pass(Duration.ofSeconds(1));

    scene.answer(scene.work(), "c1", "Dear <EMAIL_1>");
    assertThat(scene.answered()).isEqualTo("Dear jane@example.com");
  }

  @Test
  void forgetsARequestAWindowAfterItsDeadlineAndMetersWhatComesThenAsNobodys() {
    Output.Work item = asked("");
    scene.answer(item, "c1", "hi").pass(Duration.ofHours(25).plusSeconds(60));
    assertThat(scene.state().known()).isZero();
    assertThat(scene.state().attempts()).isZero();

    scene.answer(item, "c2", "hi");
    assertThat(scene.metered())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo("ORPHAN");
          assertThat(event.key().tenantId()).isEqualTo("-");
          assertThat(event.charged()).isFalse();
        });
    assertThat(scene.alarms()).extracting(Output.Alarm::kind).containsExactly("ORPHAN_CALL");
    assertThat(scene.answer(item, "c2", "hi").written()).isEmpty();
  }

  @Test
  void metersTheStartOfAForgottenRequestsCallAsUnknownAndItsEndInItsPlace() {
    Output.Work item = asked("");
    scene.answer(item, "c1", "hi").pass(Duration.ofHours(25).plusSeconds(60));
    scene.start(item, "c2").start(item, "c2");
    assertThat(scene.due(Timer.Kind.ORPHAN_UNKNOWN)).hasSize(1);
    scene.pass(Duration.ofSeconds(15));
    assertThat(scene.metered()).extracting(Output.Metered::outcome).containsExactly("UNKNOWN");

    scene.answer(item, "c2", "hi");
    assertThat(scene.metered())
        .extracting(Output.Metered::kind)
        .containsExactly(Output.Metered.Kind.REVERSAL, Output.Metered.Kind.USAGE);
    assertThat(scene.metered()).extracting(Output.Metered::seq).containsExactly(1, 2);
    scene.pass(Duration.ofHours(25));
    assertThat(scene.state().orphan("c2")).isEmpty();
  }

  @Test
  void doesNotMeterAgainWhatIsReadAgainOfARequestThatIsOver() {
    Output.Work item = asked("");
    scene.start(item, "c1").answer(item, "c1", "hi");

    assertThat(scene.start(item, "c1").written()).isEmpty();
    assertThat(scene.answer(item, "c1", "hi").written()).isEmpty();
    assertThat(scene.due(Timer.Kind.ORPHAN_UNKNOWN)).isEmpty();
  }

  private Scene asksForTheWeatherIn(String city) {
    Output.Work item = scene.ask("1", "write to jane@example.com").work();
    CallReport said = scene.report(item, "c1", "SUCCESS", null, null, BilledByProvider.YES);
    FunctionCall weather =
        new FunctionCall("f1", "weather", "{\"city\": \"" + city + "\", \"to\": \"<EMAIL_1>\"}");
    return scene.end(
        new CallReport(
            said.attemptId(),
            said.callId(),
            said.partnerId(),
            said.outcome(),
            null,
            List.of(weather),
            "tool_calls",
            null,
            null,
            null,
            null,
            BilledByProvider.YES,
            said.startedAt(),
            said.endedAt()));
  }

  @Test
  void restoresTheArgumentsOfTheFunctionsThatAModelAsksFor() {
    assertThat(asksForTheWeatherIn("Ulm").response().answer())
        .isNotNull()
        .satisfies(answer ->
            assertThat(answer.toolCalls())
                .containsExactly(
                    new FunctionCall(
                        "f1", "weather", "{\"city\": \"Ulm\", \"to\": \"jane@example.com\"}")));
  }

  @Test
  void failsWithAnAnswerOrACallOfAFunctionThatIsLongerThanAnAnswerMayBe() {
    String small = "sizes: {answer: 1KiB, restore: 1KiB}\n";
    scene = new Scene(Scene.PARTNERS + Scene.QUOTA + small);
    assertThat(asksForTheWeatherIn("x".repeat(2000)).response().ending().code())
        .isEqualTo("RESPONSE_TOO_LARGE");

    Output.Work item = scene.ask("2", "hello").work();
    scene.answer(item, "c2", "x".repeat(2000));
    assertThat(scene.response().ending().code()).isEqualTo("RESPONSE_TOO_LARGE");
    assertThat(scene.metered().getFirst().outcome()).isEqualTo("RESPONSE_TOO_LARGE");
  }
}
