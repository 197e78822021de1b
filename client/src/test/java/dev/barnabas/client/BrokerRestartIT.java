package dev.barnabas.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final InMemorySchemas schemas = InMemorySchemas.ofProject();
  private final RecordCodec codec = new RecordCodec(schemas);

  @TempDir Path directory;

  @Test
  void completesAWaitThatSpansAKillOfTheBroker() throws Exception {
    try (LocalKafka kafka = LocalKafka.in(directory)) {
      kafka.start();
      kafka.awaitReady(BOUND).orThrow();
      KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
      createTopics(settings);
      try (BarnabasClient client =
              BarnabasClient.connect(
                  ClientSettings.of(kafka.bootstrapServers(), "http://127.0.0.1:1"), schemas);
          KafkaProducer<String, byte[]> answers =
              new KafkaProducer<>(settings.producer("answers"))) {
        InferenceRequest before = RequestBuilder.of("acme", "m").prompt("before").build();
        InferenceRequest during = RequestBuilder.of("acme", "m").prompt("during").build();
        CompletableFuture<InferenceResponse> first = client.submit(before);
        answer(answers, before);
        assertThat(first.get(60, TimeUnit.SECONDS).getContent()).isEqualTo("before");

        kafka.kill9();
        // on this thread, so a submission that waited for the broker would never come to its start
        CompletableFuture<InferenceResponse> second = client.submit(during);
        assertThat(second).isNotDone();
        kafka.start();
        kafka.awaitReady(BOUND).orThrow();
        answer(answers, during);

        assertThat(second.get(60, TimeUnit.SECONDS).getContent()).isEqualTo("during");
      }
    }
  }

  private void answer(KafkaProducer<String, byte[]> producer, InferenceRequest request)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                "inference.responses",
                HomePartition.of("acme", TopicPlan.DEFAULT_PARTITIONS),
                request.getMetadata().getCorrelationId(),
                codec.encode(Responses.to(request, String.valueOf(request.getPrompt())))))
        .get(60, TimeUnit.SECONDS);
  }

  private static void createTopics(KafkaSettings settings) {
    try (Admin admin = Admin.create(settings.admin("test"))) {
      new TopicProvisioner(admin)
          .create(
              new TopicCatalogue(TopicNames.ofDefaults())
                  .definitions(TopicPlan.ofDefaults(Set.of())),
              (short) 1);
    }
  }
}
