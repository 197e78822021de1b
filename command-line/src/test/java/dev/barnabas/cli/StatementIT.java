package dev.barnabas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.cli.ledger.MeteredEvents;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `statement`, `close`, `export` and `prices capacity` against a real broker and registry. */
class StatementIT {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final TopicNames NAMES = TopicNames.ofDefaults();
  private static final TopicPlan PLAN = TopicPlan.ofDefaults(Set.of());
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path directory;
  private static LocalKafka kafka;
  private static LocalRegistry registry;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    kafka = LocalKafka.in(directory.resolve("kafka"));
    registry = LocalRegistry.inMemory(directory.resolve("registry"), FreePorts.random());
    kafka.start();
    registry.start();
    kafka.awaitReady(BOUND).orThrow();
    registry.awaitReady(BOUND).orThrow();
    String url = registry.url().toString();
    cluster = Cluster.of(kafka.bootstrapServers(), url, NAMES, Map.of());
    SchemaRegistrar.at(url, Map.of()).register(NAMES, PLAN);
    try (Admin admin = Admin.create(cluster.kafka().admin("test"))) {
      new TopicProvisioner(admin).create(new TopicCatalogue(NAMES).definitions(PLAN), (short) 1);
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  @Test
  void aCorrectionAfterTheCloseIsOnTheNextStatementAndTheClosedOneHolds() throws Exception {
    send(
        of("2026-09", MeteredEvents.usage("c1")),
        of("2026-09", MeteredEvents.usage("c2")),
        of("2026-09", MeteredEvents.usage("c2")),
        of("2026-09", MeteredEvents.usage("globex", "g1")),
        of("2026-10", MeteredEvents.usage("c3")));

    assertThat(json("acme", "2026-09").at("/standing/state").asText()).isEqualTo("OPEN");
    assertThat(run(1, "close", "--month", "2026-10")).contains("events of 2026-09");
    assertThat(run(1, "close", "--month", "2099-01")).contains("is not over");
    assertThat(run(0, "close", "--month", "2026-09", "--dry-run")).contains("nothing written");
    assertThat(json("acme", "2026-09").at("/standing/state").asText()).isEqualTo("OPEN");

    assertThat(run(0, "close", "--month", "2026-09", "--by", "ann"))
        .contains("acme", "0.00056", "globex", "2026-09 is closed");
    JsonNode closed = json("acme", "2026-09");
    assertThat(closed.at("/standing/state").asText()).isEqualTo("CLOSED");
    assertThat(closed.at("/standing/closedBy").asText()).isEqualTo("ann");
    assertThat(closed.at("/events").asInt()).isEqualTo(2);

    send(of("2026-09", MeteredEvents.reversal("c2")), of("2026-09", MeteredEvents.usage("c9")));
    JsonNode after = json("acme", "2026-09");
    assertThat(after.at("/standing/state").asText()).isEqualTo("CLOSED");
    assertThat(after.at("/sha256")).isEqualTo(closed.at("/sha256"));
    assertThat(after.at("/accounts")).isEqualTo(closed.at("/accounts"));

    JsonNode next = json("acme", "2026-10");
    assertThat(next.at("/standing/state").asText()).isEqualTo("OPEN");
    assertThat(next.at("/accounts/0/usage/cost").asText()).isEqualTo("0.00028");
    assertThat(next.at("/accounts/0/earlierMonths/events").asInt()).isEqualTo(2);
    assertThat(next.at("/accounts/0/earlierMonths/cost").asText()).isEqualTo("0");
    assertThat(next.at("/accounts/0/earlierMonthsEvents/0/kind").asText()).isEqualTo("REVERSAL");

    assertThat(run(0, "close", "--month", "2026-09")).contains("the log still says the same");
    assertThat(run(0, "close", "--month", "2026-10")).contains("2026-10 is closed");
    send(of("2026-09", MeteredEvents.usage("c10")));
    assertThat(json("acme", "2026-10").at("/events").asInt()).isEqualTo(3);
    assertThat(json("acme", "2026-11").at("/accounts/0/earlierMonths/events").asInt()).isEqualTo(1);

    saysWhatCannotBeCounted();
  }

  /** Last, because such a record stays in the log. */
  private void saysWhatCannotBeCounted() throws Exception {
    int home = HomePartition.of("acme", PLAN.homePartitions());
    long offset;
    try (var producer = new KafkaProducer<String, byte[]>(cluster.kafka().producer("test"))) {
      offset =
          producer
              .send(new ProducerRecord<>(NAMES.metering(), home, "acme", new byte[] {7}))
              .get()
              .offset();
    }
    String at = home + ":" + offset;
    assertThat(run(0, "statement", "--tenant", "acme", "--month", "2026-10"))
        .contains(at, "BAD_MAGIC");
    assertThat(run(0, "close", "--month", "2026-10")).contains("the log still says the same");
  }

  @Test
  void theCanonicalTextHasTheHashOfTheStatement() throws Exception {
    send(of("2026-11", MeteredEvents.usage("hooli", "h1").setCostCentre("a\tb")));
    Path text = directory.resolve("statement.txt");

    run(
        0,
        "statement",
        "--tenant",
        "hooli",
        "--month",
        "2026-11",
        "--format",
        "canonical",
        "--out",
        text.toString());

    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(text));
    assertThat(json("hooli", "2026-11").at("/sha256").asText())
        .isEqualTo(HexFormat.of().formatHex(hash));
  }

  @Test
  void anExportHasWhatIsOnTheStatementsEachEventOnce() throws Exception {
    send(
        of("2026-12", MeteredEvents.usage("umbrella", "u1")),
        of("2026-12", MeteredEvents.usage("umbrella", "u1")),
        of("2026-12", MeteredEvents.unpriced("u2").setTenantId("umbrella")));
    StringWriter events = new StringWriter();
    StringWriter charges = new StringWriter();
    StringWriter said = new StringWriter();

    List<String> asked =
        List.of("export", "--month", "2026-12", "--tenant", "umbrella", "--format");
    assertThat(run(events, said, with(asked, "cloudevents"))).as(said.toString()).isZero();
    assertThat(run(charges, said, with(asked, "focus"))).as(said.toString()).isZero();

    assertThat(events.toString().lines())
        .hasSize(2)
        .first()
        .satisfies(line ->
            assertThat(JSON.readTree(line).at("/data/providerCost").asText()).isEqualTo("0.00028"));
    assertThat(charges.toString().lines()).hasSize(3);
    assertThat(said.toString()).contains("1 calls have no known cost");
  }

  @Test
  void capacityIsChargedOnceAndADifferenceIsAdjusted() throws Exception {
    Path prices = directory.resolve("capacity.yaml");
    Files.writeString(prices, CAPACITY.formatted("1.00"));
    String[] charge = {"prices", "capacity", "--month", "2026-11", "--prices", prices.toString()};

    assertThat(run(0, with(List.of(charge), "--dry-run").toArray(String[]::new)))
        .contains("ptu-eastus", "36000", "2 events not written yet");
    assertThat(run(0, charge)).contains("ptu-eastus", "gpu-node", "2 events written");
    assertThat(run(0, charge)).contains("already written").doesNotContain("ptu-eastus");
    JsonNode once = json("initech", "2026-11");
    assertThat(once.at("/events").asInt()).isEqualTo(2);
    assertThat(once.at("/accounts/0/usage/charge").asText()).isEqualTo("37200.5");
    assertThat(once.at("/accounts/0/usage/calls").asInt()).isZero();

    Files.writeString(prices, CAPACITY.formatted("0.90"));
    assertThat(run(0, charge)).contains("ADJUSTMENT", "-36000", "32400", "1 event written");
    assertThat(run(0, charge)).contains("already written");
    JsonNode adjusted = json("initech", "2026-11");
    assertThat(adjusted.at("/events").asInt()).isEqualTo(3);
    assertThat(adjusted.at("/accounts/0/corrections/cost").asText()).isEqualTo("-3600");

    StringWriter charges = new StringWriter();
    StringWriter said = new StringWriter();
    List<String> export =
        List.of("export", "--month", "2026-11", "--tenant", "initech", "--format", "focus");
    assertThat(run(charges, said, export)).as(said.toString()).isZero();
    assertThat(charges.toString().lines().filter(line -> line.contains("Purchase"))).hasSize(2);
    assertThat(charges.toString().lines().filter(line -> line.contains("Adjustment"))).hasSize(2);

    Files.writeString(prices, "prices: []\n");
    assertThat(run(1, charge)).contains("has no capacity, but 2026-11 has charges");
    Files.writeString(prices, CAPACITY.formatted("-1"));
    assertThat(run(1, charge)).contains("capacity[0].price: must be at least 0");
    charge[3] = "2099-01";
    assertThat(run(1, charge)).contains("2099-01 has not begun");
  }

  private static final String CAPACITY =
      """
      prices:
        - {partner: azure, model: gpt-5, input: 0, output: 0}
      capacity:
        - {name: ptu-eastus, partner: azure, model: gpt-5, unit: hour, price: %s, quantity: 50, tenant: initech}
        - {name: gpu-node, partner: own, unit: month, price: 1200.50, tenant: initech, cost_center: research}
      """;

  private static List<String> with(List<String> arguments, String more) {
    List<String> all = new ArrayList<>(arguments);
    all.add(more);
    return all;
  }

  private static UsageEvent.Builder of(String month, UsageEvent.Builder event) {
    return event
        .setChargePeriod(month)
        .setOccurredAt(Instant.parse(month + "-20T10:00:00Z"))
        .setRecordedAt(Instant.parse(month + "-20T10:00:02Z"));
  }

  private static JsonNode json(String tenant, String month) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        run(
            out,
            err,
            List.of("statement", "--tenant", tenant, "--month", month, "--format", "json"));
    assertThat(code).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  private static String run(int expected, String... arguments) {
    StringWriter out = new StringWriter();
    int code = run(out, out, List.of(arguments));
    assertThat(code).as(out.toString()).isEqualTo(expected);
    return out.toString();
  }

  private static int run(StringWriter out, StringWriter err, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(
        List.of("--bootstrap", kafka.bootstrapServers(), "--registry", registry.url().toString()));
    return Barnabas.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static void send(UsageEvent.Builder... events) throws Exception {
    RecordCodec codec = new RecordCodec(cluster.schemas());
    try (var producer = new KafkaProducer<String, byte[]>(cluster.kafka().producer("test"))) {
      for (UsageEvent.Builder built : events) {
        UsageEvent event = built.build();
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
}
