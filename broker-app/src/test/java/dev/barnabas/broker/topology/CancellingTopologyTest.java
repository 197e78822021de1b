package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.AttemptCancelled;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers are told when a request ends before their call. */
class CancellingTopologyTest {
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

  private List<AttemptCancelled> told() {
    return broker.read(broker.names.cancelledAttempts(), AttemptCancelled.class);
  }

  @Test
  @Tag("rule-7.2")
  void tellsWorkersWhichAttemptTheyNeedNotStart() {
    WorkItem item = submitted();
    broker.cancel("acme", "1");

    assertThat(told())
        .singleElement()
        .satisfies(cancelled -> {
          assertThat(cancelled.getAttemptId()).isEqualTo(item.getAttemptId());
          assertThat(cancelled.getPartnerId()).isEqualTo("alpha");
          assertThat(cancelled.getDeadline()).isEqualTo(item.getDeadline());
        });
  }

  @Test
  void saysNothingOfAnAttemptWhoseCallHasStarted() {
    broker.started(submitted(), "c1");
    broker.cancel("acme", "1");

    assertThat(told()).isEmpty();
  }

  @Test
  void tellsThemAlsoOfTheOtherAttemptWhenALateSuccessEndsTheRequest() {
    WorkItem first = submitted();
    broker.started(first, "c1");
    broker.failed(first, "TIMED_OUT");
    WorkItem second = broker.work("beta").getFirst();
    broker.answered(first, "c1", "late, but first");

    assertThat(told())
        .singleElement()
        .satisfies(
            cancelled -> assertThat(cancelled.getAttemptId()).isEqualTo(second.getAttemptId()));
  }

  @Test
  void releasesTheHoldAsSoonAsTheWorkerSaysThatItStartedNothing() {
    WorkItem item = submitted();
    broker.cancel("acme", "1");
    assertThat(broker.decisions()).extracting(Decision::getKind).doesNotContain("SETTLED");

    broker.forward(Duration.ofMillis(100));
    broker.failed(item, "CANCELLED_BEFORE_CALL");

    Decision settled = broker.decisions().getLast();
    assertThat(settled.getKind()).isEqualTo("SETTLED");
    assertThat(settled.getChargedTokens()).isZero();
    assertThat(broker.usage()).isEmpty();
  }
}
