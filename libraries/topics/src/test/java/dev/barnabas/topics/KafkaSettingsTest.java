package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private final KafkaSettings settings = KafkaSettings.of("127.0.0.1:9092");

  @Test
  void producesIdempotentlyAndWithoutWaiting() {
    Map<String, Object> producer = settings.producer("p");
    assertThat(producer)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("linger.ms", 0)
        .containsEntry("max.request.size", SizeBudget.ofDefaults().messageBytes());
    assertThat(new ProducerConfig(producer).getLong("linger.ms")).isZero();
  }

  @Test
  @Tag("rule-3.5")
  @Tag("rule-7.5")
  void readsCommittedRecordsFromTheEarliest() {
    for (Map<String, Object> consumer :
        List.of(settings.reader("r"), settings.groupConsumer("c", "g"))) {
      assertThat(consumer)
          .containsEntry("isolation.level", "read_committed")
          .containsEntry("auto.offset.reset", "earliest")
          .containsEntry("enable.auto.commit", false);
      assertThat(new ConsumerConfig(consumer).getString("isolation.level"))
          .isEqualTo("read_committed");
    }
    assertThat(settings.groupConsumer("c", "g"))
        .containsEntry("group.id", "g")
        .containsEntry("session.timeout.ms", 8_000)
        .containsEntry("group.protocol", "classic");
  }

  @Test
  @Tag("rule-3.5")
  @Tag("rule-5.9")
  void runsStreamsExactlyOnceAndQuickly() {
    assertThat(settings.streams("broker-app", "/tmp/state", 1))
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("poll.ms", 5)
        .containsEntry("commit.interval.ms", 100)
        .containsEntry("max.task.idle.ms", -1)
        .containsEntry("statestore.cache.max.bytes", 0)
        .containsEntry("ensure.explicit.internal.resource.naming", true)
        .containsEntry("producer.linger.ms", 0)
        .containsEntry("producer.retry.backoff.ms", 2)
        .containsEntry("producer.transaction.timeout.ms", 10_000)
        .containsEntry("consumer.session.timeout.ms", 8_000);
  }

  @Test
  @Tag("rule-5.6")
  void asksForTransactionsThatOurBrokersAllow() {
    Map<String, Object> producer = settings.transactionalProducer("p", "an-id");

    assertThat(new ProducerConfig(producer).getInt("transaction.timeout.ms"))
        .isLessThanOrEqualTo(15_000);
    assertThat(producer).containsEntry("transactional.id", "an-id").containsEntry("acks", "all");
  }

  @Test
  void letsTheUsersSettingsWin() {
    KafkaSettings secured =
        new KafkaSettings(
            "b:9092", Map.of("security.protocol", "SSL", "linger.ms", "3"), 2_000_000);
    assertThat(secured.producer("p"))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("linger.ms", "3")
        .containsEntry("max.request.size", 2_000_000);
    assertThat(secured.reader("r")).containsEntry("security.protocol", "SSL");
    assertThat(secured.admin("a")).containsEntry("security.protocol", "SSL");
    assertThat(secured.streams("s", "/tmp/state", 1)).containsEntry("security.protocol", "SSL");
  }
}
