package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests beyond a limit per minute wait, in order and within bounds. */
class QueueTopologyTest {
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

  private void restart(String quotas) {
    broker.close();
    broker =
        new BrokerHarness(
            BrokerHarness.CONFIGURATION
                .replace("{tokens_per_month: 100000, requests_per_minute: 60}", quotas)
                .replace(
                    "models: {fast: alpha-1}",
                    "models: {fast: alpha-1}, max_unfinished_per_tenant: 10000"),
            1,
            state);
  }

  private void submit(String tenant, int number, Priority priority) {
    broker.submit(
        BrokerHarness.request(tenant, "r" + number, tenant + " " + priority + " " + number)
            .setPriority(priority)
            .setTtlMs(Duration.ofHours(20).toMillis()));
  }

  /** What was dispatched since the last time, REALTIME first. */
  private List<WorkItem> work() {
    List<WorkItem> items = new ArrayList<>(broker.work("alpha"));
    items.addAll(broker.read(broker.names.workBulk("alpha"), WorkItem.class));
    return items;
  }

  /** The prompts of what was dispatched since the last time, in order within a lane. */
  private List<String> dispatched() {
    return work().stream().map(item -> item.getMessages().getFirst().getContent()).toList();
  }

  private void minutes(int count) {
    for (int i = 0; i < count * 12; i++) {
      broker.forward(Duration.ofSeconds(5));
      broker.tick();
    }
  }

  @Test
  @Tag("rule-2.9")
  void answersABurstOfAThousandAtSixtyPerMinuteInOrderAndDropsNone() {
    restart("{tokens_per_month: 10000000, requests_per_minute: 60}");
    List<String> expected = IntStream.range(0, 1_000).mapToObj(i -> "acme BULK " + i).toList();
    IntStream.range(0, 1_000).forEach(i -> submit("acme", i, Priority.BULK));

    List<String> sent = new ArrayList<>(dispatched());
    assertThat(sent).hasSize(60);
    for (int minute = 1; minute <= 17; minute++) {
      minutes(1);
      List<WorkItem> items = work();
      assertThat(items).hasSizeLessThanOrEqualTo(60);
      items.forEach(item -> sent.add(item.getMessages().getFirst().getContent()));
    }

    assertThat(sent).isEqualTo(expected);
    assertThat(broker.responses()).isEmpty();
  }

  @Test
  @Tag("rule-5.12")
  void letsRealtimeGoBeforeBulkAndKeepsTheOrderInEachLane() {
    restart("{tokens_per_month: 10000000, requests_per_minute: 2}");
    submit("acme", 0, Priority.BULK);
    submit("acme", 1, Priority.BULK);
    submit("acme", 2, Priority.BULK);
    submit("acme", 3, Priority.REALTIME);
    submit("acme", 4, Priority.BULK);
    submit("acme", 5, Priority.REALTIME);
    assertThat(dispatched()).containsExactly("acme BULK 0", "acme BULK 1");

    minutes(1);
    assertThat(dispatched()).containsExactly("acme REALTIME 3", "acme REALTIME 5");
    minutes(1);
    assertThat(dispatched()).containsExactly("acme BULK 2", "acme BULK 4");
  }

  @Test
  @Tag("rule-2.9")
  void doesNotLetATenantWithALongQueueHoldUpAnother() {
    restart("{tokens_per_month: 10000000, requests_per_minute: 2}");
    IntStream.range(0, 50).forEach(i -> submit("acme", i, Priority.BULK));
    IntStream.range(0, 3).forEach(i -> submit("zeta", i, Priority.BULK));
    assertThat(dispatched()).hasSize(4);

    minutes(1);
    assertThat(dispatched()).containsExactlyInAnyOrder("acme BULK 2", "acme BULK 3", "zeta BULK 2");
  }

  @Test
  void refusesBeyondTheQueuesBoundAndSaysHowLongItIs() {
    restart("{tokens_per_month: 10000000, requests_per_minute: 2, queued_requests: 5}");
    IntStream.range(0, 8).forEach(i -> submit("acme", i, Priority.BULK));

    InferenceResponse refused = broker.responses().getFirst();
    assertThat(refused.getStatus()).isEqualTo(TerminalStatus.REJECTED);
    assertThat(refused.getError().getCode()).isEqualTo("QUEUE_FULL");
    assertThat(refused.getError().getRetryable()).isTrue();
    assertThat(refused.getError().getMessage()).contains("5 requests").contains("about 3 min");
  }

  @Test
  void refusesWhatWouldMakeTheQueueTooHeavy() {
    restart("{tokens_per_month: 10000000, requests_per_minute: 1, queued_bytes: 2KiB}");
    submit("acme", 0, Priority.BULK);
    submit("acme", 1, Priority.BULK);
    broker.submit(
        BrokerHarness.request("acme", "heavy", "x".repeat(4_000)).setPriority(Priority.BULK));
    submit("acme", 2, Priority.BULK);

    assertThat(broker.responses())
        .singleElement()
        .satisfies(r -> assertThat(r.getCorrelationId()).isEqualTo("heavy"));
  }

  @Test
  void releasesByTokensOnceTheyFitAgain() {
    restart("{tokens_per_month: 10000000, tokens_per_minute: 400}");
    IntStream.range(0, 4).forEach(i -> submit("acme", i, Priority.BULK));
    int atOnce = dispatched().size();
    assertThat(atOnce).isBetween(1, 3);

    minutes(1);
    assertThat(dispatched()).isNotEmpty();
  }

  @Test
  void alertsOnceWhenAWindowReachesItsSoftLimitAndChangesNothing() {
    restart("{tokens_per_month: {limit: 10000000, soft: 200}, requests_per_minute: 60}");
    IntStream.range(0, 4).forEach(i -> submit("acme", i, Priority.BULK));

    assertThat(dispatched()).hasSize(4);
    assertThat(broker.read(broker.names.alerts(), Alert.class))
        .filteredOn(alert -> alert.getKind().equals("SOFT_LIMIT"))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.getSubject()).isEqualTo("tenant tokens_per_month");
          assertThat(alert.getNumbers()).containsEntry("soft", "200").containsKey("taken");
        });
  }
}
