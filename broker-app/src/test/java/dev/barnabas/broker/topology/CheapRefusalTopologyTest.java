package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a prompt is redacted, and which partner is asked instead. */
class CheapRefusalTopologyTest {
  /** Redaction would block the second prompt: who reads that it is blocked, has redacted it. */
  private static final String BLOCKING =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: alpha-1}, token_bounds: {safety_factor: 1}, pii: {entities: [EMAIL], action: block}}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [], max_output_tokens: 100, deadline: 60s}
      quotas:
        default: QUOTA
      """;

  @TempDir Path state;
  private @Nullable BrokerHarness running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  private BrokerHarness broker(String configuration) {
    running = new BrokerHarness(configuration, 1, state);
    return running;
  }

  @Test
  @Tag("rule-5.11")
  void refusesATenantWhoseMonthHasNoRoomForAnAnswerBeforeItRedacts() {
    BrokerHarness broker = broker(BLOCKING.replace("QUOTA", "{tokens_per_month: 210}"));
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    assertThat(broker.work("alpha")).hasSize(1);

    broker.submit(BrokerHarness.request("acme", "2", "jane@example.com"));

    InferenceResponse response = broker.responses().getFirst();
    assertThat(response.getStatus()).isEqualTo(TerminalStatus.REJECTED);
    assertThat(response.getError().getCode()).isEqualTo("QUOTA_EXCEEDED");
  }

  @Test
  @Tag("rule-5.11")
  void refusesAnAnswerThatNoWindowHoldsBeforeItRedacts() {
    BrokerHarness broker = broker(BLOCKING.replace("QUOTA", "{tokens_per_day: 99}"));

    broker.submit(BrokerHarness.request("acme", "1", "jane@example.com"));

    InferenceResponse response = broker.responses().getFirst();
    assertThat(response.getStatus()).isEqualTo(TerminalStatus.REJECTED);
    assertThat(response.getError().getCode()).isEqualTo("EXCEEDS_LIMIT");
  }

  @Test
  @Tag("rule-5.11")
  void parksARequestWhoseMinuteIsFullWithoutRedactingIt() {
    BrokerHarness broker =
        broker(BLOCKING.replace("QUOTA", "{tokens_per_month: 100000, tokens_per_minute: 210}"));
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    assertThat(broker.work("alpha")).hasSize(1);
    broker.decisions();

    broker.submit(BrokerHarness.request("acme", "2", "jane@example.com"));

    assertThat(broker.responses()).isEmpty();
    assertThat(broker.decisions().getLast().getKind()).isEqualTo("PARKED");
    broker.forward(Duration.ofSeconds(61));
    broker.tick();
    assertThat(broker.responses().getFirst().getError().getCode()).isEqualTo("REDACTION_BLOCKED");
  }

  @Test
  void asksThePartnerWhosePriceIsKnownWhereTheTenantsMoneyIsLimited() {
    BrokerHarness broker =
        broker(
            """
            partners:
              - {id: alpha, adapter: simulated, models: {fast: alpha-1}}
              - {id: beta, adapter: simulated, models: {fast: beta-1}}
            routing:
              models:
                - {alias: fast, primary: alpha, fallback_chain: [beta], max_output_tokens: 100, deadline: 60s}
            quotas:
              default: {tokens_per_month: 100000, money_per_month: 10}
            prices:
              - {partner: alpha, model: alpha-1, input: 1, output: 2, from: 2026-02-15}
              - {partner: beta, model: beta-1, input: 1, output: 2}
            """);

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).isEmpty();
    assertThat(broker.work("beta")).extracting(WorkItem::getPartnerId).containsExactly("beta");
  }
}
