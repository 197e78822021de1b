package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TenantErased;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.ControlProof;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant's key is erased while work is open. */
class ErasingTopologyTest {
  private static final byte[] MASTER = new byte[32];

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

  private void erase(String tenant, Instant at, byte[] master) {
    TenantErased record = new TenantErased(tenant, at, "test");
    RecordHeaders headers = new RecordHeaders();
    ControlProof.add(headers, master, record);
    broker.pipeBytes(broker.names.control(), broker.codec.encode(record), headers);
  }

  private void erase(String tenant) {
    erase(tenant, broker.clock.instant(), MASTER);
  }

  private WorkItem submitted(String tenant, String id) {
    broker.submit(BrokerHarness.request(tenant, id, "mail jane@example.com about it"));
    return broker.work("alpha").getLast();
  }

  @Test
  void endsAnOpenRequestAsErasedAndMetersItsCall() {
    WorkItem item = submitted("acme", "1");
    broker.started(item, "c1");
    erase("acme");
    assertThat(broker.responses()).isEmpty();

    broker.answered(item, "c1", "I wrote to <EMAIL_1>");

    assertThat(broker.responses())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getStatus()).isEqualTo(TerminalStatus.FAILED);
          assertThat(response.getError().getCode()).isEqualTo("ERASED");
          assertThat(response.toString()).doesNotContain("jane");
        });
    assertThat(broker.usage())
        .singleElement()
        .satisfies(event -> assertThat(event.getCallId()).isEqualTo("c1"));
  }

  @Test
  void endsAnErasedRequestInsteadOfSendingItToTheNextPartner() {
    WorkItem item = submitted("acme", "1");
    erase("acme");
    broker.callFailed(item, "c1", "PROVIDER_UNAVAILABLE");

    assertThat(broker.work("beta")).isEmpty();
    assertThat(broker.responses())
        .extracting(response -> response.getError().getCode())
        .containsExactly("ERASED");
  }

  @Test
  void endsAnErasedRequestThatIsHandedBackBeforeItsCall() {
    WorkItem item = submitted("acme", "1");
    erase("acme");
    broker.failed(item, "REDELIVERED");
    broker.forward(Duration.ofSeconds(11));
    broker.tick();

    assertThat(broker.work("alpha")).isEmpty();
    assertThat(broker.responses())
        .extracting(response -> response.getError().getCode())
        .containsExactly("ERASED");
  }

  @Test
  void leavesOtherTenantsAndLaterRequestsReadable() {
    WorkItem other = submitted("umbrella", "1");
    erase("acme");
    WorkItem later = submitted("acme", "2");
    broker.started(other, "c1");
    broker.answered(other, "c1", "I wrote to <EMAIL_1>");
    broker.started(later, "c2");
    broker.answered(later, "c2", "I wrote to <EMAIL_1>");

    assertThat(broker.responses())
        .hasSize(2)
        .extracting(InferenceResponse::getContent)
        .containsOnly("I wrote to jane@example.com");
    assertThat(broker.decisions())
        .filteredOn(decision -> decision.getKind().equals("TENANT_ERASED"))
        .extracting(Decision::getTenantId)
        .containsExactly("acme");
  }

  @Test
  void refusesAnErasureThatIsNotProvenOrOld() {
    WorkItem item = submitted("acme", "1");
    byte[] other = new byte[32];
    other[0] = 1;
    erase("acme", broker.clock.instant(), other);
    erase("acme", broker.clock.instant().minus(Duration.ofHours(1)), MASTER);
    broker.pipe(broker.names.control(), new TenantErased("acme", broker.clock.instant(), "tenant"));

    assertThat(broker.deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED");
    broker.started(item, "c1");
    broker.answered(item, "c1", "done");
    assertThat(broker.responses())
        .extracting(InferenceResponse::getStatus)
        .containsExactly(TerminalStatus.COMPLETED);
  }

  @Test
  void erasesOnceThoughTheRecordIsThereTwice() {
    Instant at = broker.clock.instant();
    erase("acme", at, MASTER);
    WorkItem later = submitted("acme", "1");
    erase("acme", at, MASTER);
    broker.started(later, "c1");
    broker.answered(later, "c1", "done");

    assertThat(broker.responses())
        .extracting(InferenceResponse::getStatus)
        .containsExactly(TerminalStatus.COMPLETED);
  }
}
