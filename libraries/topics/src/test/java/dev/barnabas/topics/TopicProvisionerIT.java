package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.EmbeddedKafka;
import dev.barnabas.topics.Difference.BelowMinimum;
import dev.barnabas.topics.Difference.MissingTopic;
import dev.barnabas.topics.Difference.PartitionsDiffer;
import dev.barnabas.topics.Difference.SegmentTooLong;
import dev.barnabas.topics.Difference.SettingDiffers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicProvisionerIT {
  private EmbeddedKafka kafka;
  private Admin admin;
  private TopicProvisioner provisioner;

  @BeforeAll
  void startBroker() {
    kafka = EmbeddedKafka.start();
    admin = Admin.create(KafkaSettings.of(kafka.bootstrapServers()).admin("test"));
    provisioner = new TopicProvisioner(admin);
  }

  @AfterAll
  void stopBroker() {
    admin.close();
    kafka.close();
  }

  @Test
  void createsWhatIsMissingAndThenFindsNoDifference() {
    List<TopicDefinition> definitions = definitions("whole");
    assertThat(provisioner.check(definitions))
        .hasSameSizeAs(definitions)
        .allMatch(MissingTopic.class::isInstance);

    assertThat(provisioner.create(definitions, (short) 1))
        .containsExactlyInAnyOrderElementsOf(
            definitions.stream().map(TopicDefinition::name).toList());

    assertThat(provisioner.check(definitions)).isEmpty();
    assertThat(provisioner.create(definitions, (short) 1)).isEmpty();
  }

  @Test
  @Tag("rule-3.2")
  @Tag("rule-5.8")
  void namesEveryDifference() throws Exception {
    List<TopicDefinition> definitions = definitions("altered");
    provisioner.create(definitions, (short) 1);
    TopicNames names = new TopicNames("altered");
    alter(names.requests(), "message.timestamp.type", "CreateTime");
    alter(names.responses(), "cleanup.policy", "compact");
    alter(names.responses(), "max.message.bytes", "1000");
    alter(names.metering(), "retention.ms", Long.toString(Duration.ofDays(399).toMillis()));
    alter(names.audit(), "retention.ms", Long.toString(Duration.ofDays(400).toMillis()));
    alter(names.outcomes(), "retention.bytes", "1048576");
    alter(names.work("alpha"), "segment.ms", Long.toString(Duration.ofDays(7).toMillis()));
    admin.createPartitions(Map.of(names.fallback(), NewPartitions.increaseTo(5))).all().get();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(provisioner.check(definitions))
                .containsExactlyInAnyOrder(
                    new SettingDiffers(
                        names.requests(), "message.timestamp.type", "LogAppendTime", "CreateTime"),
                    new SettingDiffers(names.responses(), "cleanup.policy", "delete", "compact"),
                    new BelowMinimum(
                        names.responses(),
                        "max.message.bytes",
                        SizeBudget.ofDefaults().messageBytes(),
                        1000),
                    new BelowMinimum(
                        names.metering(),
                        "retention.ms",
                        Duration.ofDays(400).toMillis(),
                        Duration.ofDays(399).toMillis()),
                    new BelowMinimum(names.outcomes(), "retention.bytes", -1, 1_048_576),
                    new SegmentTooLong(
                        names.work("alpha"),
                        Duration.ofHours(6).toMillis(),
                        Duration.ofDays(7).toMillis()),
                    new PartitionsDiffer(names.fallback(), 4, 5, true))
                .allSatisfy(difference -> assertThat(difference.describe()).contains("altered.")));
  }

  private static List<TopicDefinition> definitions(String prefix) {
    return new TopicCatalogue(new TopicNames(prefix))
        .definitions(TopicPlan.ofDefaults(Set.of("alpha")));
  }

  private void alter(String topic, String setting, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(
                    new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }
}
