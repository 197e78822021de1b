package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that come to light after their request is over, or forgotten. */
class OrphanTopologyTest {
  private static final Duration A_DAY = Duration.ofDays(2);

  @TempDir Path state;
  private BrokerHarness broker;
  private WorkItem item;

  @BeforeEach
  void answerARequest() {
    broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, state);
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    item = broker.work("alpha").getLast();
    broker.started(item, "c1");
    broker.answered(item, "c1", "hi");
    assertThat(broker.usage()).hasSize(1);
    assertThat(broker.responses()).hasSize(1);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private void forgotten() {
    broker.forward(A_DAY);
    broker.tick();
    broker.usage();
  }

  private static void free(UsageEvent event, UsageKind kind, String outcome) {
    assertThat(event.getKind()).isEqualTo(kind);
    assertThat(event.getOutcome()).isEqualTo(outcome);
    assertThat(event.getTokensCharged()).isZero();
    assertThat(event.getChargedToTenant()).isFalse();
  }

  @Test
  void anOutcomeReadAgainIsNotMeteredAgain() {
    broker.started(item, "c1");
    broker.answered(item, "c1", "hi");
    broker.forward(Duration.ofMinutes(30));
    broker.tick();

    assertThat(broker.usage()).isEmpty();
    assertThat(broker.responses()).isEmpty();
    assertThat(broker.deadLetters()).isEmpty();
  }

  @Test
  @Tag("rule-1.6")
  void anotherCallOfARequestThatIsOverIsMeteredOnceAndChargedToNobody() {
    broker.started(item, "c2");
    broker.answered(item, "c2", "hi again");
    broker.answered(item, "c2", "hi again");

    List<UsageEvent> events = broker.usage();
    assertThat(events).hasSize(1);
    free(events.getFirst(), UsageKind.USAGE, "ORPHAN");
    assertThat(events.getFirst().getTenantId()).isEqualTo("acme");
    assertThat(events.getFirst().getCorrelationId()).isEqualTo("1");
    assertThat(broker.responses()).isEmpty();
  }

  @Test
  @Tag("rule-1.6")
  void aCallThatOnlyStartedIsMeteredAsUnknownAndItsLateEndTakesTheEventsPlace() {
    broker.started(item, "c2");
    broker.forward(Duration.ofMinutes(30));
    broker.tick();

    List<UsageEvent> unknown = broker.usage();
    assertThat(unknown).hasSize(1);
    free(unknown.getFirst(), UsageKind.USAGE, "UNKNOWN");

    broker.answered(item, "c2", "late");

    List<UsageEvent> ended = broker.usage();
    assertThat(ended).hasSize(2);
    free(ended.getFirst(), UsageKind.REVERSAL, "UNKNOWN");
    assertThat(ended.getFirst().getCorrectsEventId()).isEqualTo(unknown.getFirst().getEventId());
    free(ended.getLast(), UsageKind.USAGE, "ORPHAN");
    assertThat(ended.getLast().getEventId()).isNotEqualTo(unknown.getFirst().getEventId());
  }

  @Test
  @Tag("rule-1.6")
  void aCallOfAForgottenRequestIsMeteredOnceHoweverOftenItsEndIsRead() {
    forgotten();

    broker.answered(item, "c3", "late");
    broker.answered(item, "c3", "late");

    List<UsageEvent> events = broker.usage();
    assertThat(events).hasSize(1);
    free(events.getFirst(), UsageKind.USAGE, "ORPHAN");
  }

  @Test
  void aCallOfAForgottenRequestThatOnlyStartedIsMeteredAsUnknown() {
    forgotten();

    broker.started(item, "c3");
    broker.forward(Duration.ofMinutes(30));
    broker.tick();

    List<UsageEvent> events = broker.usage();
    assertThat(events).hasSize(1);
    free(events.getFirst(), UsageKind.USAGE, "UNKNOWN");
  }

  @Test
  @Tag("rule-7.3")
  void aRepeatOfARequestThatIsOverIsStillKnownAsOne() {
    broker.decisions();
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    broker.submit(BrokerHarness.request("acme", "1", "something else"));
    broker.cancel("acme", "1");

    assertThat(broker.decisions())
        .extracting(
            decision -> decision.getKind().toString(), decision -> decision.getFirstOffset())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("DUPLICATE", 0L),
            org.assertj.core.groups.Tuple.tuple("CONFLICT", 0L));
    assertThat(broker.responses()).extracting(InferenceResponse::getStatus).isEmpty();
    assertThat(broker.deadLetters())
        .extracting(letter -> letter.getReason().toString())
        .containsExactly("IDEMPOTENCY_CONFLICT");
  }
}
