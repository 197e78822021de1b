package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.WorkItem;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTopologyTest {
  @TempDir Path state;
  private BrokerHarness broker;

  @BeforeEach
  void start() {
    broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private WorkItem submitted(String id, String prompt) {
    broker.submit(BrokerHarness.request("acme", id, prompt));
    return broker.work("alpha").getLast();
  }

  private InferenceResponse only() {
    List<InferenceResponse> responses = broker.responses();
    assertThat(responses).hasSize(1);
    return responses.getFirst();
  }

  @Test
  void restoresTheAnswerChargesItOnceAndSettlesTheHold() {
    WorkItem item = submitted("1", "write to jane@example.com");
    broker.started(item, "c1");
    broker.answered(item, "c1", "Dear <EMAIL_1>,");

    InferenceResponse response = only();
    assertThat(response.getStatus()).isEqualTo(TerminalStatus.COMPLETED);
    assertThat(response.getContent()).isEqualTo("Dear jane@example.com,");
    assertThat(response.getTokensUsed()).isEqualTo(30);
    assertThat(response.getRedactions()).containsEntry("EMAIL", 1);
    assertThat(broker.usage())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getOutcome()).isEqualTo("SUCCESS");
          assertThat(event.getTokensCharged()).isEqualTo(30);
          assertThat(event.getChargedToTenant()).isTrue();
          assertThat(event.getChargePeriod()).isEqualTo("2026-01");
        });
    Decision settled = broker.decisions().getLast();
    assertThat(settled.getKind()).isEqualTo("SETTLED");
    assertThat(settled.getBalances())
        .filteredOn(b -> b.getLimitName().equals("tokens_per_month"))
        .singleElement()
        .satisfies(b -> {
          assertThat(b.getSettled()).isEqualByComparingTo("30");
          assertThat(b.getReserved()).isEqualByComparingTo("0");
        });
  }

  @Test
  void ignoresAnOutcomeThatComesTwice() {
    WorkItem item = submitted("1", "hello");
    broker.started(item, "c1");
    broker.answered(item, "c1", "hi");
    broker.answered(item, "c1", "hi");

    assertThat(broker.responses()).hasSize(1);
    assertThat(broker.usage()).hasSize(1);
  }

  @Test
  @Tag("rule-2.3")
  void chargesNoMoreThanTheHoldAndAlertsTheRest() {
    WorkItem item = submitted("1", "hello");
    broker.started(item, "c1");
    broker.answered(item, "c1", "hi", 50_000, 60_000);

    long held = broker.decisions().getLast().getHoldTokens();
    assertThat(only().getTokensUsed()).isEqualTo(held);
    assertThat(broker.read(broker.names.alerts(), Alert.class))
        .extracting(Alert::getKind)
        .containsExactlyInAnyOrder("ESTIMATE_EXCEEDED", "UNPRICED");
  }

  @Test
  @Tag("rule-2.3")
  void holdsMoreForAModelWhosePromptsWereCountedAboveTheirBound() {
    WorkItem first = submitted("1", "hello");
    long before = lastHeld();
    broker.started(first, "c1");
    broker.answered(first, "c1", "hi", 30, 1);
    submitted("2", "hello");
    long learned = lastHeld();

    assertThat(before).isLessThan(130);
    assertThat(learned).isBetween(130L, 131L);
    WorkItem third = submitted("3", "hello");
    broker.started(third, "c3");
    broker.answered(third, "c3", "hi", 1_000_000, 1);
    submitted("4", "hello");
    assertThat(lastHeld()).as("bounded").isBetween(learned, 100 + (before - 100) * 10);
  }

  private long lastHeld() {
    return broker.decisions().stream()
        .filter(decision -> decision.getKind().equals("HELD"))
        .toList()
        .getLast()
        .getHoldTokens();
  }

  @Test
  void goesToTheNextPartnerWithTheOriginalRedactedAnew() {
    WorkItem first = submitted("1", "mail jane@example.com");
    broker.callFailed(first, "c1", "PROVIDER_UNAVAILABLE");

    WorkItem second = broker.work("beta").getFirst();
    assertThat(second.getMessages().getFirst().getContent()).isEqualTo("mail <EMAIL_1>");
    assertThat(second.getAttemptId()).isNotEqualTo(first.getAttemptId());
    broker.started(second, "c2");
    broker.answered(second, "c2", "done <EMAIL_1>");

    InferenceResponse response = only();
    assertThat(response.getPartnerId()).isEqualTo("beta");
    assertThat(response.getContent()).isEqualTo("done jane@example.com");
    assertThat(response.getAttempts()).hasSize(2);
    assertThat(broker.usage())
        .extracting(UsageEvent::getOutcome)
        .containsExactly("PROVIDER_UNAVAILABLE", "SUCCESS");
  }

  @Test
  void failsWhenThePartnerRefusesTheRequestItself() {
    broker.callFailed(submitted("1", "hello"), "c1", "REQUEST_INVALID");

    assertThat(only().getError().getCode()).isEqualTo("REQUEST_INVALID");
    assertThat(broker.work("beta")).isEmpty();
  }

  @Test
  void degradesWhenTheChainHasEndedAndChargesNothing() {
    broker.submit(BrokerHarness.request("acme", "1", "hello").setModelId("single"));
    broker.callFailed(broker.work("alpha").getFirst(), "c1", "TIMED_OUT");

    InferenceResponse response = only();
    assertThat(response.getStatus()).isEqualTo(TerminalStatus.DEGRADED);
    assertThat(response.getContent()).isEqualTo("later");
    assertThat(response.getTokensUsed()).isZero();
    assertThat(broker.decisions().getLast().getChargedTokens()).isZero();
  }

  @Test
  @Tag("rule-1.7")
  void metersALateSuccessAsSupersededAndAnswersOnce() {
    WorkItem first = submitted("1", "hello");
    broker.started(first, "c1");
    broker.failed(first, "TIMED_OUT");
    WorkItem second = broker.work("beta").getFirst();
    broker.started(second, "c2");
    broker.answered(second, "c2", "two");
    broker.answered(first, "c1", "one");

    assertThat(only().getContent()).isEqualTo("two");
    assertThat(broker.usage())
        .extracting(UsageEvent::getOutcome)
        .containsExactly("SUCCESS", "SUPERSEDED");
    assertThat(broker.decisions().getLast().getKind()).isEqualTo("SETTLED");
  }

  @Test
  @Tag("rule-1.7")
  void takesTheSuccessOfAnAttemptThatWasGivenUp() {
    WorkItem first = submitted("1", "hello");
    broker.started(first, "c1");
    broker.failed(first, "TIMED_OUT");
    WorkItem second = broker.work("beta").getFirst();
    broker.answered(first, "c1", "one");
    broker.started(second, "c2");
    broker.answered(second, "c2", "two");

    assertThat(only().getContent()).isEqualTo("one");
    assertThat(broker.usage())
        .filteredOn(UsageEvent::getChargedToTenant)
        .singleElement()
        .satisfies(event -> assertThat(event.getCallId()).isEqualTo("c1"));
  }

  @Test
  @Tag("rule-3.1")
  void expiresOnlyAfterBothTicksPassedTheDeadline() {
    submitted("1", "hello");
    broker.forward(Duration.ofSeconds(61));
    assertThat(broker.responses()).isEmpty();

    broker.tick(broker.names.outcomes());
    broker.forward(Duration.ofMillis(40));
    assertThat(broker.responses()).isEmpty();

    broker.tick(broker.names.fallback());
    broker.forward(Duration.ofMillis(40));
    assertThat(only().getStatus()).isEqualTo(TerminalStatus.EXPIRED);
  }

  @Test
  @Tag("rule-3.1")
  void prefersAnAnswerThatWasLoggedBeforeTheTick() {
    WorkItem item = submitted("1", "hello");
    broker.started(item, "c1");
    broker.forward(Duration.ofMinutes(5));
    broker.answered(item, "c1", "in time");
    broker.tick();

    assertThat(only().getStatus()).isEqualTo(TerminalStatus.COMPLETED);
  }

  @Test
  @Tag("rule-2.1")
  void releasesTheWholeHoldWhenNothingWasStartedByTheDeadlineAndGrace() {
    submitted("1", "hello");
    broker.forward(Duration.ofSeconds(61));
    broker.tick();
    assertThat(broker.decisions()).extracting(Decision::getKind).doesNotContain("SETTLED");

    broker.forward(Duration.ofSeconds(10));
    broker.tick();

    Decision settled = broker.decisions().getLast();
    assertThat(settled.getKind()).isEqualTo("SETTLED");
    assertThat(settled.getChargedTokens()).isZero();
    assertThat(settled.getBalances())
        .allSatisfy(b -> assertThat(b.getReserved()).isEqualByComparingTo(BigDecimal.ZERO));
  }

  @Test
  @Tag("rule-1.1")
  void metersACallWhoseEndWasDestroyedAsUnknownAndCorrectsItLater() {
    WorkItem item = submitted("1", "hello");
    broker.started(item, "c1");
    broker.forward(Duration.ofSeconds(30));
    broker.tick();
    assertThat(broker.usage())
        .singleElement()
        .satisfies(event -> assertThat(event.getOutcome()).isEqualTo("UNKNOWN"));

    broker.answered(item, "c1", "late");

    List<UsageEvent> events = broker.usage();
    assertThat(events)
        .extracting(UsageEvent::getKind)
        .containsExactly(UsageKind.REVERSAL, UsageKind.USAGE);
    assertThat(events).extracting(UsageEvent::getSeq).containsExactly(1, 2);
    assertThat(only().getContent()).isEqualTo("late");
  }

  @Test
  @Tag("rule-1.2")
  void dispatchesAHandedBackAttemptAgainUnderItsOwnIdIfNoCallStarted() {
    WorkItem item = submitted("1", "hello");
    broker.failed(item, "REDELIVERED");
    broker.forward(Duration.ofSeconds(1));
    broker.tick();

    assertThat(broker.work("alpha"))
        .singleElement()
        .satisfies(again -> assertThat(again.getAttemptId()).isEqualTo(item.getAttemptId()));
  }

  @Test
  @Tag("rule-1.2")
  void makesANewAttemptOfAHandedBackOneWhoseCallStarted() {
    WorkItem item = submitted("1", "hello");
    broker.started(item, "c1");
    broker.failed(item, "REDELIVERED");
    broker.forward(Duration.ofSeconds(1));
    broker.tick();

    assertThat(broker.work("alpha"))
        .singleElement()
        .satisfies(again -> assertThat(again.getAttemptId()).isNotEqualTo(item.getAttemptId()));
    assertThat(broker.usage())
        .singleElement()
        .satisfies(event -> assertThat(event.getOutcome()).isEqualTo("UNKNOWN"));
  }

  @Test
  @Tag("rule-2.1")
  void cancelsWhatIsOpenAndChargesTheCallThatWasBilled() {
    WorkItem item = submitted("1", "hello");
    broker.started(item, "c1");
    broker.cancel("acme", "1");
    assertThat(only().getStatus()).isEqualTo(TerminalStatus.CANCELLED);

    broker.answered(item, "c1", "too late");

    assertThat(broker.responses()).isEmpty();
    assertThat(broker.usage())
        .extracting(UsageEvent::getKind)
        .containsExactly(UsageKind.USAGE, UsageKind.ADJUSTMENT);
    assertThat(broker.decisions().getLast().getChargedTokens()).isEqualTo(30);
  }

  @Test
  @Tag("rule-7.2")
  void remembersACancellationThatCameFirst() {
    broker.cancel("acme", "1");
    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(only().getStatus()).isEqualTo(TerminalStatus.CANCELLED);
    assertThat(broker.work("alpha")).isEmpty();
  }

  @Test
  @Tag("rule-1.8")
  void deadLettersAnOutcomeOfAnAttemptItNeverDispatched() {
    WorkItem item = submitted("1", "hello");
    item.setAttemptId("0".repeat(48));
    broker.answered(item, "c1", "forged");

    assertThat(broker.responses()).isEmpty();
    assertThat(broker.usage()).isEmpty();
    assertThat(broker.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("UNKNOWN_ATTEMPT"));
  }

  @Test
  void fallsBackWhenTheAnswerBreaksTheContract() {
    broker.close();
    broker =
        new BrokerHarness(
            BrokerHarness.CONFIGURATION.replace(
                "max_output_tokens: 100, deadline",
                "schema: answer.json, max_output_tokens: 100, deadline"),
            1,
            state);
    WorkItem first = submitted("1", "hello");
    assertThat(first.getResponseFormat().getType()).isEqualTo("json_schema");
    broker.started(first, "c1");
    broker.answered(first, "c1", "{\"reply\": 7}");
    WorkItem second = broker.work("beta").getFirst();
    broker.started(second, "c2");
    broker.answered(second, "c2", "{\"reply\": \"seven\"}");

    assertThat(only().getPartnerId()).isEqualTo("beta");
    assertThat(broker.usage())
        .extracting(UsageEvent::getOutcome)
        .containsExactly("CONTRACT_VIOLATED", "SUCCESS");
  }

  @Test
  void correctsTheChargeOfACancelledCallWhoseEndWasNotKnown() {
    WorkItem item = submitted("1", "hello");
    broker.started(item, "c1");
    broker.cancel("acme", "1");
    broker.forward(Duration.ofMinutes(5));
    broker.tick();
    Decision settled = broker.decisions().getLast();
    assertThat(settled.getChargedTokens()).isEqualTo(settled.getHoldTokens());

    broker.answered(item, "c1", "too late");

    Decision corrected = broker.decisions().getLast();
    assertThat(corrected.getKind()).isEqualTo("CORRECTED");
    assertThat(corrected.getChargedTokens()).isEqualTo(30);
    assertThat(corrected.getBalances())
        .filteredOn(b -> b.getLimitName().equals("tokens_per_month"))
        .singleElement()
        .satisfies(b -> assertThat(b.getSettled()).isEqualByComparingTo("30"));
    List<UsageEvent> events = broker.usage();
    assertThat(events)
        .extracting(UsageEvent::getKind)
        .containsExactly(
            UsageKind.USAGE,
            UsageKind.ADJUSTMENT,
            UsageKind.REVERSAL,
            UsageKind.USAGE,
            UsageKind.ADJUSTMENT);
    assertThat(events.get(2).getCorrectsEventId()).isEqualTo(events.get(1).getEventId());
    assertThat(events.stream().mapToLong(UsageEvent::getTokensCharged).sum()).isEqualTo(30);
  }

  @Test
  void asksNobodyTwiceWhenTheLateAnswerOfAGivenUpAttemptBreaksTheContract() {
    broker.close();
    broker =
        new BrokerHarness(
            BrokerHarness.CONFIGURATION.replace(
                "max_output_tokens: 100, deadline",
                "schema: answer.json, max_output_tokens: 100, deadline"),
            1,
            state);
    WorkItem first = submitted("1", "hello");
    broker.started(first, "c1");
    broker.failed(first, "TIMED_OUT");
    assertThat(broker.work("beta")).hasSize(1);

    broker.answered(first, "c1", "no json");

    assertThat(broker.work("beta")).isEmpty();
    assertThat(broker.responses()).isEmpty();
    assertThat(broker.usage())
        .extracting(UsageEvent::getOutcome)
        .containsExactly("CONTRACT_VIOLATED");
  }

  @Test
  @Tag("rule-5.1")
  void givesNoToolCallThatWasCutOffWhenItWasRestored() {
    WorkItem item = submitted("1", "mail " + "x".repeat(60) + "@example.com");
    broker.started(item, "c1");
    broker.pipe(
        broker.names.outcomes(),
        broker
            .ended(item, "c1", "SUCCESS")
            .setToolCalls(
                List.of(
                    ToolCall.newBuilder()
                        .setId("t1")
                        .setName("send")
                        .setArguments("[\"" + "<EMAIL_1>".repeat(20_000) + "\"]")
                        .build()))
            .build());

    InferenceResponse response = only();
    assertThat(response.getStatus()).isEqualTo(TerminalStatus.FAILED);
    assertThat(response.getError().getCode()).isEqualTo("RESPONSE_TOO_LARGE");
    assertThat(response.getToolCalls()).isEmpty();
  }

  @Test
  void remembersARequestForItsWholeWindowThoughItsCancellationCameLongBefore() {
    broker.cancel("acme", "1");
    broker.forward(Duration.ofHours(23));
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    assertThat(only().getStatus()).isEqualTo(TerminalStatus.CANCELLED);

    broker.forward(Duration.ofHours(2));
    broker.tick();
    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.responses()).isEmpty();
    assertThat(broker.work("alpha")).isEmpty();
  }
}
