package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.EmbeddedKafka;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProducerQuotasIT {
  private static final String TOPIC = "flooded";

  private EmbeddedKafka kafka;
  private Admin admin;

  @BeforeAll
  void startBroker() throws Exception {
    kafka = EmbeddedKafka.start();
    admin = Admin.create(KafkaSettings.of(kafka.bootstrapServers()).admin("test"));
    admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
  }

  @AfterAll
  void stopBroker() {
    admin.close();
    kafka.close();
  }

  @Test
  @Tag("rule-5.11")
  void setsTheRateOfEachTenantsUserAndLeavesOthersAlone() throws Exception {
    ProducerQuotas quotas = new ProducerQuotas(admin);
    quotas.set(List.of("acme", "globex"), 50_000);
    quotas.set(List.of("acme"), 10_000);

    await()
        .untilAsserted(() ->
            assertThat(admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get())
                .containsEntry(user("acme"), Map.of("producer_byte_rate", 10_000.0))
                .containsEntry(user("globex"), Map.of("producer_byte_rate", 50_000.0)));
  }

  @Test
  @Tag("rule-5.11")
  void makesAFloodWaitAtTheBroker() throws Exception {
    new ProducerQuotas(admin).setDefault(10_000);

    assertThat(longestThrottle(200)).as("milliseconds that the broker asked for").isPositive();
  }

  private static ClientQuotaEntity user(String name) {
    return new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, name));
  }

  /** Writes records of a kilobyte until the broker asks the producer to wait, or all are sent. */
  private double longestThrottle(int most) throws Exception {
    Map<String, Object> settings = KafkaSettings.of(kafka.bootstrapServers()).producer("tenant");
    try (var producer = new KafkaProducer<String, byte[]>(settings)) {
      double throttled = 0;
      for (int i = 0; i < most && !(throttled > 0); i++) {
        producer.send(new ProducerRecord<>(TOPIC, new byte[1_000])).get();
        throttled =
            producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("produce-throttle-time-max"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .max()
                .orElseThrow();
      }
      return throttled;
    }
  }
}
