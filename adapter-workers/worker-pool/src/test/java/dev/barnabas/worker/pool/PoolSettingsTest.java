package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSettingsTest {

  private static final Map<String, Object> BOOTSTRAP = Map.of("bootstrap.servers", "localhost:1");

  @Test
  @Tag("rule-3.5")
  @Tag("rule-3.7")
  void joinsByDefaultWithTheClassicProtocolAndAShortSession() {
    Map<String, Object> properties = ConsumerSettings.complete(settings(BOOTSTRAP));

    assertThat(properties)
        .containsEntry("session.timeout.ms", 8_000)
        .containsEntry("heartbeat.interval.ms", 2_000)
        .containsEntry(
            "partition.assignment.strategy",
            "org.apache.kafka.clients.consumer.CooperativeStickyAssignor")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("group.id", "group");
  }

  @Test
  @Tag("rule-3.5")
  void leavesOutWhatTheConsumerProtocolRefuses() {
    Map<String, Object> properties =
        ConsumerSettings.complete(settings(with("group.protocol", "consumer")));

    assertThat(properties)
        .doesNotContainKeys(
            "session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");
  }

  @ParameterizedTest
  @CsvSource({
    "enable.auto.commit, true",
    "isolation.level, read_uncommitted",
    "auto.offset.reset, latest",
    "group.id, other"
  })
  void refusesPropertiesThatWouldBreakItsPromises(String property, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(with(property, value)))
        .withMessageStartingWith("consumerProperties: " + property + " is fixed to ");
  }

  @Test
  void refusesADrainThatWouldCostTheMembership() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(with("max.poll.interval.ms", 20_000)))
        .withMessage(
            "drain: must be at most a quarter of max.poll.interval.ms (20000), was 8000 ms");
  }

  @Test
  void refusesAWindowThatACommitCannotDescribe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PoolLimits.defaults().withMaxMetadataCharacters(128))
        .withMessageStartingWith("window: must be at most ");
  }

  @Test
  void showsNoPropertyValues() {
    assertThat(settings(with("sasl.jaas.config", "canary")).toString()).doesNotContain("canary");
  }

  private static PoolSettings settings(Map<String, Object> properties) {
    return PoolSettings.of("pool", "group", List.of(PoolTopic.realtime("work")), properties);
  }

  private static Map<String, Object> with(String property, Object value) {
    Map<String, Object> properties = new HashMap<>(BOOTSTRAP);
    properties.put(property, value);
    return properties;
  }
}
