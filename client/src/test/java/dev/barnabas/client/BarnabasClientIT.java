package dev.barnabas.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.barnabas.client.BarnabasClient.ListenFrom;
import dev.barnabas.client.SubmissionException.Reason;
import dev.barnabas.cluster.EmbeddedKafka;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BarnabasClientIT {
  private static final int PARTITIONS = TopicPlan.DEFAULT_PARTITIONS;

  private final InMemorySchemas schemas = InMemorySchemas.ofProject();
  private final RecordCodec codec = new RecordCodec(schemas);
  private EmbeddedKafka kafka;
  private KafkaSettings settings;
  private FakeBroker broker;

  @BeforeAll
  void startBroker() {
    kafka = EmbeddedKafka.start();
    settings = KafkaSettings.of(kafka.bootstrapServers());
    try (Admin admin = Admin.create(settings.admin("test"))) {
      new TopicProvisioner(admin)
          .create(
              new TopicCatalogue(TopicNames.ofDefaults())
                  .definitions(TopicPlan.ofDefaults(Set.of())),
              (short) 1);
    }
    broker = new FakeBroker(settings, codec, PARTITIONS);
  }

  @AfterAll
  void stopBroker() throws InterruptedException {
    broker.close();
    kafka.close();
  }

  @Test
  void completesEveryFutureWithItsOwnCommittedAnswer() throws Exception {
    try (BarnabasClient client = client()) {
      List<CompletableFuture<InferenceResponse>> futures = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        futures.add(client.submit(request("tenant-" + i % 7, "prompt " + i)));
      }
      for (int i = 0; i < futures.size(); i++) {
        assertThat(futures.get(i).get(60, TimeUnit.SECONDS).getContent())
            .isEqualTo("answer to prompt " + i);
      }
    }
  }

  @Test
  void sendsARequestToItsTenantsHomePartitionUnderItsTenantsKey() throws Exception {
    try (BarnabasClient client = client()) {
      InferenceRequest request = request("home-tenant", "where");
      client.submit(request).get(60, TimeUnit.SECONDS);
      assertThat(broker.seen())
          .filteredOn(
              record -> new String(record.key(), StandardCharsets.UTF_8).equals("home-tenant"))
          .isNotEmpty()
          .allSatisfy(record ->
              assertThat(record.partition())
                  .isEqualTo(HomePartition.of("home-tenant", PARTITIONS)));
    }
  }

  @Test
  @Tag("rule-7.3")
  void findsTheAnswerOfARequestThatAnotherProcessSubmittedBefore() throws Exception {
    InferenceRequest request = request("acme", "only once");
    try (BarnabasClient first = client()) {
      first.submit(request).get(60, TimeUnit.SECONDS);
    }
    try (BarnabasClient second = client()) {
      assertThat(second.submit(request).get(60, TimeUnit.SECONDS).getContent())
          .isEqualTo("answer to only once");
      assertThat(second.submit(request).get(60, TimeUnit.SECONDS).getContent())
          .isEqualTo("answer to only once");
    }
  }

  @Test
  @Tag("rule-7.3")
  void refusesTheEarlierAnswerUnderAnIdThatNowHasOtherContent() throws Exception {
    try (BarnabasClient client = client()) {
      InferenceRequest first = request("acme", "first");
      client.submit(first).get(60, TimeUnit.SECONDS);
      InferenceRequest other =
          RequestBuilder.of("acme", "fast-text")
              .prompt("other")
              .correlationId(first.getMetadata().getCorrelationId())
              .build();
      // the fake broker answers per id, so that the second gets no answer of its own
      assertReason(client.submit(other), Reason.ANOTHER_PAYLOAD);
    }
  }

  @Test
  void refusesAPromptThatIsTooLargeAndNamesTheLimit() {
    try (BarnabasClient client = client()) {
      assertThatThrownBy(client.submit(request("acme", "x".repeat(300_000)))::join)
          .cause()
          .hasMessageContaining("262144 bytes");
      assertReason(client.submit(request("acme", "x".repeat(300_000))), Reason.TOO_LARGE);
    }
  }

  @Test
  void refusesAnEmptyIdentity() {
    try (BarnabasClient client = client()) {
      assertReason(client.submit(request(" ", "hi")), Reason.INVALID);
    }
  }

  @Test
  void hearsEveryResponseOfATenantFromTheEarliest() throws Exception {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    try (BarnabasClient client = client()) {
      client.submit(request("listened", "one")).get(60, TimeUnit.SECONDS);
      try (Listening listening =
          client.listen("listened", ListenFrom.EARLIEST, response -> heard.add(text(response)))) {
        client.submit(request("listened", "two")).get(60, TimeUnit.SECONDS);
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> assertThat(heard).containsExactly("answer to one", "answer to two"));
        assertThat(listening).isNotNull();
      }
    }
  }

  @Test
  void writesACancellationToTheTenantsHomePartition() throws Exception {
    try (BarnabasClient client = client();
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader("control"))) {
      client.cancel("acme", "c-9", "no longer needed").get(30, TimeUnit.SECONDS);
      TopicPartition home =
          new TopicPartition("inference.control", HomePartition.of("acme", PARTITIONS));
      consumer.assign(List.of(home));
      ConsumerRecord<byte[], byte[]> record =
          consumer.poll(Duration.ofSeconds(30)).records(home).getFirst();
      assertThat(codec.decode(record.value(), CancelRequest.class))
          .isInstanceOfSatisfying(
              Parsed.Read.class,
              read -> {
                CancelRequest cancel = (CancelRequest) read.record();
                assertThat(cancel.getMetadata().getCorrelationId()).isEqualTo("c-9");
                assertThat(cancel.getReason()).isEqualTo("no longer needed");
              });
    }
  }

  @Test
  void endsWhatWaitsWhenItIsClosed() {
    BarnabasClient client = client();
    CompletableFuture<InferenceResponse> unanswered =
        client.submit(
            RequestBuilder.of("acme", "fast-text").prompt("x").correlationId("late").build());
    client.close();
    await().atMost(Duration.ofSeconds(30)).until(unanswered::isDone);
    assertReason(client.submit(request("acme", "hi")), Reason.CLOSED);
  }

  private BarnabasClient client() {
    return BarnabasClient.connect(
        ClientSettings.of(kafka.bootstrapServers(), "http://127.0.0.1:1")
            .withReadBackAfter(Duration.ofMillis(200)),
        schemas);
  }

  private static void assertReason(CompletableFuture<?> future, Reason reason) {
    assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            SubmissionException.class, error -> assertThat(error.reason()).isEqualTo(reason));
  }

  private static String text(InferenceResponse response) {
    return String.valueOf(response.getContent());
  }

  private static InferenceRequest request(String tenant, String prompt) {
    return RequestBuilder.of(tenant, "fast-text").prompt(prompt).build();
  }
}
