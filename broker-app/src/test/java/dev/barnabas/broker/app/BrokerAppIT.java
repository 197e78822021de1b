package dev.barnabas.broker.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WorkItem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** broker-app as a process of its own, with a real broker and a real registry. */
class BrokerAppIT {
  private static BrokerCluster cluster;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    cluster = new BrokerCluster(directory);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static InferenceResponse answeredOnce(String tenant) {
    List<InferenceResponse> responses = cluster.awaitResponses(tenant, 1);
    assertThat(responses).hasSize(1);
    return responses.getFirst();
  }

  /** Whatever was written before is decided once a later request of the tenant is answered. */
  private static void passThrough(String tenant) {
    int before = cluster.responses(tenant).size();
    cluster.submit(BrokerCluster.request(tenant, "last", "passing through for " + tenant));
    WorkItem item = cluster.workOf("passing through for " + tenant);
    cluster.started(item, "last-" + tenant);
    cluster.answered(item, "last-" + tenant, "passed");
    cluster.awaitResponses(tenant, before + 1);
  }

  @Test
  void answersARequestOnceAndMetersItsCallOnce() {
    cluster.submit(BrokerCluster.request("acme", "acme-1", "tell walnut to jane@example.com"));
    WorkItem item = cluster.workOf("walnut");
    assertThat(item.getMessages().getFirst().getContent()).isEqualTo("tell walnut to <EMAIL_1>");
    cluster.started(item, "walnut-1");
    cluster.answered(item, "walnut-1", "Dear <EMAIL_1>,");

    InferenceResponse response = answeredOnce("acme");

    assertThat(response.getStatus()).isEqualTo(TerminalStatus.COMPLETED);
    assertThat(response.getContent()).isEqualTo("Dear jane@example.com,");
    assertThat(cluster.usage("acme"))
        .singleElement()
        .satisfies(event -> assertThat(event.getTokensCharged()).isEqualTo(30));
    assertThat(cluster.committed(cluster.names().responses()))
        .filteredOn(r -> new String(r.key(), UTF_8).equals("acme-1"))
        .singleElement()
        .satisfies(r -> assertThat(r.partition()).isEqualTo(cluster.home("acme")));
    assertThat(cluster.read(cluster.names().decisions(), Decision.class))
        .filteredOn(d -> d.getTenantId().equals("acme"))
        .extracting(Decision::getKind)
        .containsExactly("ADMITTED", "HELD", "DISPATCHED", "METERED", "ENDED", "SETTLED");
  }

  @Test
  void takesAMisplacedRequestHome() {
    int elsewhere = 1 - cluster.home("globex");
    cluster.submitTo(elsewhere, BrokerCluster.request("globex", "1", "hazel"));
    WorkItem item = cluster.workOf("hazel");
    cluster.started(item, "hazel-1");
    cluster.answered(item, "hazel-1", "found");

    assertThat(item.getHomePartition()).isEqualTo(cluster.home("globex"));
    assertThat(answeredOnce("globex").getContent()).isEqualTo("found");
    assertThat(cluster.read(cluster.names().decisions(), Decision.class))
        .filteredOn(d -> d.getTenantId().equals("globex") && d.getKind().equals("ADMITTED"))
        .singleElement()
        .satisfies(d -> assertThat(d.getSourcePartition()).isEqualTo(elsewhere));
  }

  @Test
  void deadLettersWhatItCannotReadAndAnswersTheRequestBehindIt() {
    String topic = cluster.names().requests();
    int home = cluster.home("initech");
    RecordMetadata garbage = cluster.send(topic, home, "initech", "no record".getBytes(UTF_8));
    cluster.submit(BrokerCluster.request("initech", "1", "cashew"));
    WorkItem item = cluster.workOf("cashew");
    cluster.started(item, "cashew-1");
    cluster.answered(item, "cashew-1", "behind it");

    assertThat(answeredOnce("initech").getContent()).isEqualTo("behind it");
    assertThat(cluster.read(cluster.names().deadLetter(), DeadLetter.class))
        .filteredOn(l -> l.getSourceTopic().equals(topic) && l.getSourcePartition() == home)
        .filteredOn(l -> l.getSourceOffset() == garbage.offset())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getReason()).isEqualTo("UNREADABLE"));
  }

  @Test
  void answersAndMetersOnceThoughItIsKilledBetweenTheItemAndItsOutcome() {
    cluster.submit(BrokerCluster.request("umbrella", "1", "almond"));
    WorkItem item = cluster.workOf("almond");
    cluster.started(item, "almond-1");
    cluster.kill();
    cluster.answered(item, "almond-1", "after the kill");
    cluster.restart();

    cluster.awaitResponses("umbrella", 1);
    cluster.answered(item, "almond-1", "after the kill");
    cluster.submit(BrokerCluster.request("umbrella", "1", "almond"));
    passThrough("umbrella");

    assertThat(cluster.responses("umbrella"))
        .filteredOn(r -> r.getCorrelationId().equals("1"))
        .singleElement()
        .satisfies(r -> assertThat(r.getContent()).isEqualTo("after the kill"));
    assertThat(cluster.usage("umbrella"))
        .filteredOn(e -> e.getCorrelationId().equals("1"))
        .extracting(UsageEvent::getCallId)
        .containsExactly("almond-1");
  }

  @Test
  void givesALoggedAnswerThoughItsDeadlinePassedWhileNobodyRan() {
    Instant deadline = Instant.now().plusSeconds(20);
    cluster.submit(BrokerCluster.request("hooli", "1", "pecan").setDeadline(deadline));
    WorkItem item = cluster.workOf("pecan");
    cluster.kill();
    cluster.started(item, "pecan-1");
    cluster.answered(item, "pecan-1", "in time");
    assertThat(Instant.now()).isBefore(deadline);
    await().atMost(BrokerCluster.BOUND).until(() -> Instant.now().isAfter(deadline.plusSeconds(1)));
    cluster.restart();

    assertThat(answeredOnce("hooli").getStatus()).isEqualTo(TerminalStatus.COMPLETED);
    passThrough("hooli");
    assertThat(cluster.responses("hooli")).hasSize(2);
  }

  @Test
  void expiresWhatNobodyAnsweredAndStopsInAnOrderlyWay() {
    cluster.submit(BrokerCluster.request("soylent", "1", "peanut").setTtlMs(2_000L));

    assertThat(answeredOnce("soylent").getStatus()).isEqualTo(TerminalStatus.EXPIRED);
    assertThat(cluster.stopAndRestart()).isZero();
    passThrough("soylent");
    assertThat(cluster.responses("soylent")).hasSize(2);
  }
}
