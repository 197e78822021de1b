package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts that workers hand back without a call. */
class HandBackTopologyTest {
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

  private void settle() {
    broker.forward(Duration.ofSeconds(1));
    broker.tick();
  }

  @Test
  @Tag("rule-1.4")
  void dispatchesOnceMoreForTwoHandBacksOfOneDispatch() {
    WorkItem item = submitted();
    broker.failed(item, "REDELIVERED");
    broker.forward(Duration.ofMillis(1));
    broker.failed(item, "REDELIVERED");
    settle();

    assertThat(broker.work("alpha"))
        .singleElement()
        .satisfies(again -> assertThat(again.getDispatch()).isEqualTo(1));
  }

  @Test
  void leavesASecondDispatchAloneWhenTheFirstIsHandedBackOnceMore() {
    WorkItem item = submitted();
    broker.failed(item, "REDELIVERED");
    settle();
    WorkItem again = broker.work("alpha").getFirst();
    broker.failed(item, "REDELIVERED");
    settle();
    assertThat(broker.work("alpha")).isEmpty();

    broker.failed(again, "REDELIVERED");
    settle();
    assertThat(broker.work("alpha"))
        .singleElement()
        .satisfies(third -> assertThat(third.getDispatch()).isEqualTo(2));
  }

  @Test
  @Tag("rule-6.2")
  void goesToTheNextPartnerWhenTheHandedBackOnesPartnerHasLeftTheConfiguration() {
    WorkItem item = submitted();
    String withoutAlpha =
        """
        partners:
          - {id: beta, adapter: simulated, models: {fast: beta-1}, token_bounds: {safety_factor: 1}}
        routing:
          models:
            - {alias: fast, primary: beta, max_output_tokens: 100, deadline: 60s}
        quotas:
          default: {tokens_per_month: 100000, requests_per_minute: 60}
        """;
    broker.activate(BrokerHarness.activation(2, withoutAlpha), true);
    broker.failed(item, "REDELIVERED");
    settle();

    WorkItem second = broker.work("beta").getFirst();
    broker.started(second, "c1");
    broker.answered(second, "c1", "from beta");
    assertThat(broker.responses())
        .singleElement()
        .extracting(InferenceResponse::getPartnerId)
        .isEqualTo("beta");
  }
}
