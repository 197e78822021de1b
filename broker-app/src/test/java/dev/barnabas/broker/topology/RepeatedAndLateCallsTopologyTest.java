package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WorkItem;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are repeated, come late or are reported by the wrong worker. */
class RepeatedAndLateCallsTopologyTest {
  private static final int MAX_ATTEMPTS = 6;

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

  private WorkItem submitted() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    return broker.work("alpha").getLast();
  }

  @Test
  @Tag("rule-1.2")
  void repeatsAnItemThatKillsItsWorkersNoMoreOftenThanTheRouteAllows() {
    List<WorkItem> items = new ArrayList<>(List.of(submitted()));
    for (int i = 0; i < items.size() && i < 50; i++) {
      WorkItem item = items.get(i);
      broker.started(item, "c" + i);
      broker.failed(item, "REDELIVERED");
      broker.forward(Duration.ofSeconds(1));
      broker.tick();
      items.addAll(broker.work("alpha"));
    }

    assertThat(items).hasSize(MAX_ATTEMPTS);
    assertThat(broker.responses())
        .singleElement()
        .satisfies(r -> assertThat(r.getStatus()).isEqualTo(TerminalStatus.FAILED));
    assertThat(broker.usage())
        .hasSize(MAX_ATTEMPTS)
        .allSatisfy(event -> assertThat(event.getOutcome()).isEqualTo("UNKNOWN"));
  }

  @Test
  @Tag("rule-1.3")
  void givesEveryEventOfACallAnIdOfItsOwn() {
    WorkItem item = submitted();
    broker.started(item, "c1");
    broker.cancel("acme", "1");
    broker.forward(Duration.ofMinutes(5));
    broker.tick();
    broker.answered(item, "c1", "too late");

    List<UsageEvent> events = broker.usage();
    assertThat(events).extracting(UsageEvent::getSeq).containsExactly(0, 1, 2, 3, 4);
    assertThat(events).extracting(UsageEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  @Tag("rule-1.8")
  void believesNoWorkerAboutAnAttemptOfAnotherPartner() {
    WorkItem item = submitted();
    WorkItem claimed = WorkItem.newBuilder(item).setPartnerId("beta").build();
    broker.started(claimed, "c1");
    broker.answered(claimed, "c1", "from another");

    assertThat(broker.responses()).isEmpty();
    assertThat(broker.usage()).isEmpty();
    assertThat(broker.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsOnly("UNKNOWN_ATTEMPT")
        .isNotEmpty();
    broker.started(item, "c1");
    broker.answered(item, "c1", "from its own");
    assertThat(broker.responses())
        .singleElement()
        .satisfies(r -> assertThat(r.getContent()).isEqualTo("from its own"));
  }

  @Test
  @Tag("rule-2.10")
  void countsARequestOfAMinuteOnceHoweverManyPartnersItAsks() {
    WorkItem first = submitted();
    broker.callFailed(first, "c1", "PROVIDER_UNAVAILABLE");
    WorkItem second = broker.work("beta").getFirst();
    broker.started(second, "c2");
    broker.answered(second, "c2", "done");

    assertThat(broker.decisions().getLast().getBalances())
        .filteredOn(b -> b.getLimitName().equals("requests_per_minute"))
        .singleElement()
        .satisfies(b -> {
          assertThat(b.getSettled()).isEqualByComparingTo(BigDecimal.ONE);
          assertThat(b.getReserved()).isEqualByComparingTo(BigDecimal.ZERO);
        });
  }
}
