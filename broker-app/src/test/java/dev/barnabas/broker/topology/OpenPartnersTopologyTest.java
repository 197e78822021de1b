package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.BreakerState;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenPartnersTopologyTest {
  @TempDir private Path directory;
  private BrokerHarness broker;

  @BeforeEach
  void start() {
    broker = new BrokerHarness(BrokerHarness.CONFIGURATION, 1, directory);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void takesTheNextPartnerWhoseBreakerIsNotOpen() {
    said("alpha", "w1", "OPEN");

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).isEmpty();
    assertThat(broker.work("beta")).hasSize(1);
    assertThat(dispatched().getOpenPartners()).containsExactly("alpha");
  }

  @Test
  void takesTheFirstAgainOnceItIsHalfOpen() {
    said("alpha", "w1", "OPEN");
    said("alpha", "w1", "HALF_OPEN");

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).hasSize(1);
    assertThat(dispatched().getOpenPartners()).isEmpty();
  }

  @Test
  void takesTheFirstWhileOneOfItsWorkersCallsIt() {
    said("alpha", "w1", "OPEN");
    said("alpha", "w2", "CLOSED");

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).hasSize(1);
  }

  @Test
  void forgetsTheWordOfADeadWorker() {
    said("alpha", "w1", "OPEN");
    broker.forward(Duration.ofSeconds(30));

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).hasSize(1);
  }

  @Test
  void forgetsAWordThatIsTakenBack() {
    said("alpha", "w1", "OPEN");
    pipe("alpha/w1", null);

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).hasSize(1);
  }

  @Test
  void isNotDisturbedByARecordThatIsNoWord() {
    pipe("alpha/w1", "no record".getBytes(UTF_8));
    pipe(null, "no key".getBytes(UTF_8));

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(broker.work("alpha")).hasSize(1);
  }

  @Test
  void sendsTheFirstAnItemToHoldWhenAllAreOpen() {
    said("alpha", "w1", "OPEN");
    said("beta", "w1", "OPEN");

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(only(broker.work("alpha")).getHasFallback()).isFalse();
    assertThat(broker.work("beta")).isEmpty();
    assertThat(dispatched().getOpenPartners()).containsExactly("alpha", "beta");
  }

  @Test
  void saysWhetherTheRequestCanGoOnWithoutThePartner() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    WorkItem first = only(broker.work("alpha"));
    assertThat(first.getHasFallback()).isTrue();

    broker.failed(first, "CIRCUIT_OPEN");

    assertThat(only(broker.work("beta")).getHasFallback()).as("the last of the chain").isFalse();
  }

  @Test
  void letsAnItemBeHeldWhoseOnlyOtherPartnerIsOpen() {
    said("beta", "w1", "OPEN");

    broker.submit(BrokerHarness.request("acme", "1", "hello"));

    assertThat(only(broker.work("alpha")).getHasFallback()).isFalse();
  }

  @Test
  void wantsAnItemBackAtOnceWhoseRouteDegrades() {
    InferenceRequest.Builder request =
        BrokerHarness.request("acme", "1", "hello").setModelId("single");
    said("alpha", "w1", "OPEN");
    broker.submit(request);
    WorkItem item = only(broker.work("alpha"));
    assertThat(item.getHasFallback()).isTrue();

    broker.failed(item, "CIRCUIT_OPEN");

    assertThat(broker.responses())
        .singleElement()
        .satisfies(r -> assertThat(r.getStatus()).isEqualTo(TerminalStatus.DEGRADED));
  }

  @Test
  void fallsBackToTheLastThoughItIsOpenWhenNoOtherIsLeft() {
    broker.submit(BrokerHarness.request("acme", "1", "hello"));
    WorkItem first = only(broker.work("alpha"));
    said("beta", "w1", "OPEN");

    broker.callFailed(first, "c1", "PROVIDER_UNAVAILABLE");

    assertThat(only(broker.work("beta")).getHasFallback()).isFalse();
  }

  private Decision dispatched() {
    return broker.decisions().stream()
        .filter(d -> d.getKind().equals("DISPATCHED"))
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  private static WorkItem only(List<WorkItem> items) {
    assertThat(items).hasSize(1);
    return items.getFirst();
  }

  /** A word, and the moment after which a partition has read it. */
  private void said(String partner, String worker, String state) {
    pipe(
        partner + "/" + worker,
        broker.codec.encode(
            BreakerState.newBuilder()
                .setPartnerId(partner)
                .setWorkerId(worker)
                .setState(state)
                .setChangedAt(broker.clock.instant())
                .build()));
  }

  private void pipe(@Nullable String key, byte @Nullable [] value) {
    broker
        .driver
        .createInputTopic(
            broker.names.breakers(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                key == null ? null : key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                broker.clock.instant()));
    broker.forward(BreakerWords.FRESH);
  }
}
