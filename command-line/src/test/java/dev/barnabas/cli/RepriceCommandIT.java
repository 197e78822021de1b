package dev.barnabas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `reprice` against a real broker and registry. */
class RepriceCommandIT {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final TopicNames NAMES = TopicNames.ofDefaults();
  private static final TopicPlan PLAN = TopicPlan.ofDefaults(Set.of());

  @TempDir Path directory;

  @Test
  void writesTheDifferencesOnceAndOnlyWhenToldTo() throws Exception {
    try (LocalKafka kafka = LocalKafka.in(directory.resolve("kafka"));
        LocalRegistry registry =
            LocalRegistry.inMemory(directory.resolve("registry"), FreePorts.random())) {
      kafka.start();
      registry.start();
      kafka.awaitReady(BOUND).orThrow();
      registry.awaitReady(BOUND).orThrow();
      String url = registry.url().toString();
      Cluster cluster = Cluster.of(kafka.bootstrapServers(), url, NAMES, Map.of());
      SchemaRegistrar.at(url, Map.of()).register(NAMES, PLAN);
      try (Admin admin = Admin.create(cluster.kafka().admin("test"))) {
        new TopicProvisioner(admin).create(new TopicCatalogue(NAMES).definitions(PLAN), (short) 1);
      }
      send(cluster, usage("acme", "c1", 100), usage("acme", "c2", 50), usage("globex", "c3", 10));
      Path prices =
          Files.writeString(
              directory.resolve("prices.yaml"),
              "- {partner: alpha, model: gpt, input: 3, output: 1}\n");
      String[] dry = {
        "reprice",
        "--bootstrap",
        kafka.bootstrapServers(),
        "--registry",
        url,
        "--month",
        "2026-11",
        "--prices",
        prices.toString(),
        "--format",
        "csv"
      };
      String[] apply = Arrays.copyOf(dry, dry.length + 1);
      apply[dry.length] = "--apply";

      assertThat(run(dry)).contains("acme,2,+0.00015,0,0,USD", "globex,1,+0.00001,0,0,USD");
      assertThat(events(cluster)).hasSize(3);

      assertThat(run(apply)).contains("acme,2,+0.00015,0,0,USD");
      List<UsageEvent> after = events(cluster);
      assertThat(after).hasSize(6);
      assertThat(after.stream().filter(event -> event.getKind() == UsageKind.ADJUSTMENT))
          .hasSize(3)
          .allSatisfy(event -> {
            assertThat(event.getWriterId())
                .startsWith("reprice/2026-11/")
                .endsWith("/" + HomePartition.of(event.getTenantId(), PLAN.homePartitions()));
            assertThat(event.getTenantCharge()).isNull();
          });

      assertThat(run(apply)).doesNotContain("acme", "globex");
      assertThat(events(cluster)).hasSize(6);
    }
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    int code =
        Barnabas.commandLine(new PrintWriter(out, true), new PrintWriter(out, true))
            .execute(arguments);
    assertThat(code).as(out.toString()).isZero();
    return out.toString();
  }

  private static void send(Cluster cluster, UsageEvent... events) throws Exception {
    RecordCodec codec = new RecordCodec(cluster.schemas());
    try (var producer = new KafkaProducer<String, byte[]>(cluster.kafka().producer("test"))) {
      for (UsageEvent event : events) {
        int home = HomePartition.of(event.getTenantId(), PLAN.homePartitions());
        var _ =
            producer
                .send(
                    new ProducerRecord<>(
                        NAMES.metering(), home, event.getTenantId(), codec.encode(event)))
                .get();
      }
    }
  }

  private static List<UsageEvent> events(Cluster cluster) {
    List<UsageEvent> events = new ArrayList<>();
    RecordReading records = new RecordReading(cluster.schemas());
    try (TopicReading reading = TopicReading.open(cluster, List.of(NAMES.metering()), null)) {
      reading.toEnd(record -> records.read(record, UsageEvent.class).ifPresent(events::add));
    }
    return events;
  }

  /** A call with so many input tokens at two dollars a million. */
  private static UsageEvent usage(String tenant, String request, long input) {
    BigDecimal price = new BigDecimal("0.000002").setScale(18);
    BigDecimal cost = price.multiply(BigDecimal.valueOf(input));
    return UsageEvent.newBuilder()
        .setEventId(EventId.of(tenant, request, "call-" + request, "USAGE", 0))
        .setKind(UsageKind.USAGE)
        .setSeq(0)
        .setTenantId(tenant)
        .setCorrelationId(request)
        .setAttempt(0)
        .setAttemptId("a-" + request)
        .setCallId("call-" + request)
        .setPartnerId("alpha")
        .setRoute("fast-text")
        .setLane("REALTIME")
        .setRequestModel("gpt")
        .setLines(
            List.of(
                UsageLine.newBuilder()
                    .setMeter("input")
                    .setQuantity(BigDecimal.valueOf(input).setScale(18))
                    .setMeasure("PROVIDER_REPORTED")
                    .setUnitPrice(price)
                    .setCost(cost)
                    .build()))
        .setServiceTier("standard")
        .setCurrency("USD")
        .setPriceBookVersion("first")
        .setConfigSha256("0".repeat(64))
        .setProviderCost(cost)
        .setTenantCharge(cost)
        .setTokensCharged(input)
        .setBilledByProvider(Billed.YES)
        .setChargedToTenant(true)
        .setOutcome("SUCCESS")
        .setChargePeriod("2026-11")
        .setWriterId("broker-app/0")
        .setWriterSeq(0)
        .setOccurredAt(Instant.parse("2026-11-20T10:00:00Z"))
        .setRecordedAt(Instant.parse("2026-11-20T10:00:02Z"))
        .build();
  }
}
