package dev.barnabas.broker.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.StartOutcome;
import dev.barnabas.process.ExitCodes;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** broker-app as a process of its own, with a real broker and a real registry. */
class BrokerAppIT {
  private static final int BACKLOG = 20;
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

  private static String tenantOfPartition(int partition) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> "late-" + i)
        .filter(tenant -> cluster.home(tenant) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static List<WorkItem> backlog() {
    return await()
        .atMost(BrokerCluster.BOUND)
        .until(
            () ->
                cluster.read(cluster.names().work("alpha"), WorkItem.class).stream()
                    .filter(i -> i.getMessages().getFirst().getContent().startsWith("backlog"))
                    .toList(),
            items -> items.size() == 2 * BACKLOG);
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
  @Tag("rule-5.7")
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
  @Tag("rule-5.3")
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
  @Tag("rule-5.15")
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
  @Tag("rule-3.1")
  void expiresNothingOfABacklogOfAnswersPastItsDeadlineAfterARestart() {
    List<String> tenants = List.of(tenantOfPartition(0), tenantOfPartition(1));
    Instant deadline = Instant.now().plusSeconds(15);
    for (int i = 0; i < BACKLOG; i++) {
      for (String tenant : tenants) {
        cluster.submit(
            BrokerCluster.request(tenant, "b" + i, "backlog " + tenant).setDeadline(deadline));
      }
    }
    List<WorkItem> items = backlog();
    cluster.kill();
    items.forEach(item -> {
      cluster.started(item, item.getAttemptId() + "-c");
      cluster.answered(item, item.getAttemptId() + "-c", "in time");
    });
    assertThat(Instant.now()).isBefore(deadline);
    await().atMost(BrokerCluster.BOUND).until(() -> Instant.now().isAfter(deadline.plusSeconds(1)));
    cluster.restart();

    for (String tenant : tenants) {
      assertThat(cluster.awaitResponses(tenant, BACKLOG))
          .hasSize(BACKLOG)
          .allSatisfy(r -> assertThat(r.getStatus()).isEqualTo(TerminalStatus.COMPLETED));
      passThrough(tenant);
      assertThat(cluster.responses(tenant)).hasSize(BACKLOG + 1);
    }
  }

  @Test
  @Tag("rule-5.4")
  void putsARecordAsideThatKilledItTwiceAndAnswersTheOneBehindIt() {
    cluster.submit(BrokerCluster.request("weyland", "1", "hello").setModelId("deadly"));
    cluster.submit(BrokerCluster.request("weyland", "2", "filbert"));
    cluster.awaitEnd();
    cluster.restartUntilItEnds();
    cluster.restart();
    WorkItem item = cluster.workOf("filbert");
    cluster.started(item, "filbert-1");
    cluster.answered(item, "filbert-1", "behind it");

    assertThat(cluster.awaitResponses("weyland", 2))
        .extracting(InferenceResponse::getCorrelationId, InferenceResponse::getStatus)
        .containsExactly(tuple("1", TerminalStatus.FAILED), tuple("2", TerminalStatus.COMPLETED));
    assertThat(cluster.read(cluster.names().deadLetter(), DeadLetter.class))
        .filteredOn(letter -> letter.getReason().equals("QUARANTINED"))
        .singleElement()
        .satisfies(
            letter -> assertThat(letter.getSourcePartition()).isEqualTo(cluster.home("weyland")));
  }

  @Test
  @Tag("rule-3.2")
  void answersARecordThatClaimsNoTimeOfCreationAndTheOneBehindIt() {
    cluster.submitCreatedAt(-1, BrokerCluster.request("initrode", "1", "macadamia"));
    cluster.submit(BrokerCluster.request("initrode", "2", "chestnut"));
    for (String word : List.of("macadamia", "chestnut")) {
      WorkItem item = cluster.workOf(word);
      cluster.started(item, word + "-1");
      cluster.answered(item, word + "-1", "no matter when");
    }

    assertThat(cluster.awaitResponses("initrode", 2))
        .extracting(InferenceResponse::getCorrelationId, InferenceResponse::getStatus)
        .containsExactlyInAnyOrder(
            tuple("1", TerminalStatus.COMPLETED), tuple("2", TerminalStatus.COMPLETED));
  }

  @Test
  @Tag("rule-3.2")
  void callsOnceForARecordThatClaimsToBeThirtyDaysOldAndComesThreeTimes() {
    long old = Instant.now().minus(Duration.ofDays(30)).toEpochMilli();
    for (int i = 0; i < 3; i++) {
      cluster.submitCreatedAt(old, BrokerCluster.request("vandelay", "1", "pistachio"));
    }
    WorkItem item = cluster.workOf("pistachio");
    cluster.started(item, "pistachio-1");
    cluster.answered(item, "pistachio-1", "once");
    answeredOnce("vandelay");
    passThrough("vandelay");

    assertThat(cluster.read(cluster.names().work("alpha"), WorkItem.class))
        .filteredOn(i -> i.getMessages().getFirst().getContent().equals("pistachio"))
        .hasSize(1);
    assertThat(cluster.responses("vandelay")).hasSize(2);
    assertThat(cluster.read(cluster.names().decisions(), Decision.class))
        .filteredOn(d -> d.getTenantId().equals("vandelay") && d.getCorrelationId().equals("1"))
        .extracting(Decision::getKind)
        .containsExactlyInAnyOrder(
            "ADMITTED",
            "HELD",
            "DISPATCHED",
            "DUPLICATE",
            "DUPLICATE",
            "METERED",
            "ENDED",
            "SETTLED");
  }

  @Test
  void expiresWhatNobodyAnsweredAndStopsInAnOrderlyWay() {
    cluster.submit(BrokerCluster.request("soylent", "1", "peanut").setTtlMs(2_000L));

    assertThat(answeredOnce("soylent").getStatus()).isEqualTo(TerminalStatus.EXPIRED);
    assertThat(cluster.stopAndRestart()).isZero();
    passThrough("soylent");
    assertThat(cluster.responses("soylent")).hasSize(2);
  }

  @Test
  @Tag("rule-5.6")
  void goesOnBehindATransactionThatNobodyEnds() {
    assertThatThrownBy(() -> cluster.openTransaction("hang-long", Duration.ofMinutes(1), "stark"))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("transaction.max.timeout.ms");
    try (var _ = cluster.openTransaction("hang", Duration.ofSeconds(3), "stark")) {
      cluster.submit(BrokerCluster.request("stark", "1", "brazil nut"));
      WorkItem item = cluster.workOf("brazil nut");
      cluster.started(item, "brazil-1");
      cluster.answered(item, "brazil-1", "soon enough");
    }

    assertThat(answeredOnce("stark").getContent()).isEqualTo("soon enough");
  }

  @Test
  @Tag("rule-3.4")
  void hasAStandbyThatTakesEveryPartitionOver(@TempDir Path directory) {
    cluster.submit(BrokerCluster.request("standby", "standby-1", "tell rowan"));
    cluster.answered(cluster.workOf("rowan"), "c-rowan", "done");
    cluster.awaitResponses("standby", 1);
    try (ChildProcess beside = cluster.startBeside(directory)) {
      await("both partitions' stores on the other instance")
          .atMost(BrokerCluster.BOUND.multipliedBy(2))
          .until(() -> stores(directory), all -> all.containsAll(List.of("0", "1")));
      cluster.kill();

      cluster.submit(BrokerCluster.request("standby", "standby-1", "tell rowan"));
      passThrough(tenantAt("taken", 0));
      passThrough(tenantAt("taken", 1));
      assertThat(cluster.responses("standby")).hasSize(1);
      cluster.restart();
      assertThat(beside.isAlive()).isTrue();
    }
    passThrough(tenantAt("given-back", 0));
    passThrough(tenantAt("given-back", 1));
  }

  private static String tenantAt(String prefix, int partition) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> prefix + "-" + i)
        .filter(tenant -> cluster.home(tenant) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** The partitions whose stores an instance keeps, as active or as standby. */
  private static Set<String> stores(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      return files
          .map(Path::toString)
          .filter(path -> path.endsWith("/rocksdb/state"))
          .map(path -> path.split("/"))
          .map(names -> names[names.length - 3])
          .map(task -> task.substring(task.indexOf('_') + 1))
          .collect(Collectors.toSet());
    }
  }

  @Test
  @Tag("rule-5.16")
  void refusesASecondInstanceOnItsStateDirectory() {
    try (ChildProcess second = cluster.startSecond()) {
      assertThat(second.awaitReady(BrokerCluster.BOUND))
          .isInstanceOfSatisfying(
              StartOutcome.Exited.class,
              exited -> {
                assertThat(exited.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE);
                assertThat(exited.logTail()).contains("same state directory");
              });
    }
    passThrough("second");
  }

  @Test
  void goesAroundAPartnerWhoseBreakerIsOpenAlsoAfterARestartAndBackWhenItIsClosed() {
    cluster.said("alpha", "OPEN");
    goesTo("beta", "open");

    cluster.kill();
    cluster.restart();
    goesTo("beta", "restarted");

    cluster.said("alpha", "CLOSED");
    goesTo("alpha", "closed");
  }

  /** Asks until a request went to the partner: a word is read a moment after it was written. */
  private static void goesTo(String partner, String word) {
    AtomicInteger asked = new AtomicInteger();
    await()
        .atMost(BrokerCluster.BOUND)
        .until(() -> {
          String prompt = word + " " + asked.incrementAndGet();
          cluster.submit(BrokerCluster.request("hooli", prompt, prompt).setModelId("both"));
          return partnerOf(prompt).equals(partner);
        });
  }

  private static String partnerOf(String prompt) {
    return await()
        .atMost(BrokerCluster.BOUND)
        .until(
            () ->
                Stream.of("alpha", "beta")
                    .filter(partner ->
                        cluster.read(cluster.names().work(partner), WorkItem.class).stream()
                            .anyMatch(i -> i.getMessages().getFirst().getContent().equals(prompt)))
                    .findFirst()
                    .orElse(""),
            found -> !found.isEmpty());
  }
}
