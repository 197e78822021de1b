package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.topics.HomePartition;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metering on a real broker: duplicates, late events, corrections, poison, restarts, reprocessing.
 */
class MeteringIT {

  private static final List<String> TENANTS = List.of("acme", "globex", "initech", "umbrella");
  private static final int EVENTS_PER_BATCH = 300;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static MeteringCluster cluster;

  @TempDir Path directory;

  @BeforeAll
  static void startCluster() {
    cluster = new MeteringCluster();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void countsEveryEventOnceThroughPoisonDuplicatesRestartsAndReprocessing() throws Exception {
    var random = new Random(20_261_120);
    var events = new ArrayList<UsageEvent>();
    var first = cluster.run("metering-it", directory.resolve("first"));
    var poison = new ArrayList<Long>();
    try {
      events.addAll(sendBatch("a", random, poison));
      awaitDone("metering-it");
    } finally {
      close(first);
    }

    // Arrives while nobody runs; then the same state directory, then one that must be restored.
    events.addAll(sendBatch("b", random, poison));
    runUntilDone("metering-it", directory.resolve("first"));
    events.addAll(sendBatch("c", random, poison));
    sendAgain(events, random);
    runUntilDone("metering-it", directory.resolve("second"));

    var totals = cluster.totalsFrom(Map.of());
    assertThat(readable(totals)).isEqualTo(expected(events));
    assertThat(totals.values())
        .allSatisfy(record ->
            assertThat(record.partition())
                .isEqualTo(
                    HomePartition.of(
                        cluster.decoded(record.value(), UsageTotals.class).getTenantId(),
                        MeteringCluster.PARTITIONS)));
    assertThat(cluster.deadLetters())
        .extracting(
            DeadLetter::getSourceTopic,
            DeadLetter::getSourcePartition,
            DeadLetter::getSourceOffset,
            DeadLetter::getReason)
        .containsExactlyInAnyOrderElementsOf(
            poison.stream()
                .map(offset -> tuple("inference.metering", 0, offset, "UNREADABLE"))
                .toList());

    var end = cluster.endOfTotals();
    runUntilDone("metering-it-again", directory.resolve("third"));
    assertThat(bytes(cluster.totalsFrom(end))).isEqualTo(bytes(totals));
  }

  /**
   * Events of all tenants; one in ten late by months, one in ten reversed; each with a poison
   * record amid.
   */
  private static List<UsageEvent> sendBatch(String name, Random random, List<Long> poison)
      throws Exception {
    var events = new ArrayList<UsageEvent>();
    for (int i = 0; i < EVENTS_PER_BATCH; i++) {
      var tenant = TENANTS.get(random.nextInt(TENANTS.size()));
      var id = name + "-" + i;
      var event = event(UsageEvents.usage(id, tenant), random);
      events.add(event);
      if (random.nextInt(10) == 0) {
        events.add(
            UsageEvents.reversal(id + "-reversed", tenant)
                .setOccurredAt(event.getOccurredAt())
                .setChargePeriod(event.getChargePeriod())
                .build());
      }
    }
    for (int i = 0; i < events.size(); i++) {
      cluster.send(events.get(i));
      if (i % 20 == 0) {
        cluster.send(events.get(random.nextInt(i + 1)));
      }
      if (i == events.size() / 2) {
        poison.add(cluster.sendBytes(0, "acme", "no usage event".getBytes(UTF_8)));
      }
    }
    return events;
  }

  private static UsageEvent event(UsageEvent.Builder builder, Random random) {
    boolean late = random.nextInt(10) == 0;
    var month = late ? "2026-0" + (1 + random.nextInt(9)) : "2026-11";
    return builder
        .setRequestModel(random.nextBoolean() ? "gpt" : "claude")
        .setChargePeriod(month)
        .setOccurredAt(Instant.parse(month + "-15T00:00:00Z").plusSeconds(random.nextInt(86_400)))
        .setTenantCharge(new BigDecimal(random.nextInt(1_000_000)).movePointLeft(9).setScale(18))
        .setTokensCharged(random.nextInt(5_000))
        .build();
  }

  private static void sendAgain(List<UsageEvent> events, Random random) throws Exception {
    var again = new ArrayList<>(events);
    Collections.shuffle(again, random);
    for (var event : again.subList(0, 100)) {
      cluster.send(event);
    }
  }

  /** An independent sum: calls, tokens and charge by key. */
  private static Map<String, String> expected(List<UsageEvent> events) {
    var sums = new TreeMap<String, Sum>();
    for (var event : events) {
      var time = event.getOccurredAt().toString();
      for (var window :
          List.of(
              "HOUR/" + time.substring(0, 13),
              "DAY/" + time.substring(0, 10),
              "RECORDED_DAY/" + event.getRecordedAt().toString().substring(0, 10),
              "MONTH/" + event.getChargePeriod())) {
        var key =
            String.join(
                "/",
                event.getTenantId(),
                window,
                "~",
                "partner-alpha",
                event.getRequestModel(),
                "REALTIME/~/~",
                event.getChargePeriod(),
                "USD");
        sums.merge(key, Sum.of(event), Sum::plus);
      }
    }
    return new TreeMap<>(
        sums.entrySet().stream().collect(toMap(Map.Entry::getKey, sum -> sum.getValue().text())));
  }

  private record Sum(long calls, long tokens, BigDecimal charge) {
    static Sum of(UsageEvent event) {
      long calls = event.getKind() == UsageKind.USAGE ? 1 : -1;
      return new Sum(calls, event.getTokensCharged(), event.getTenantCharge());
    }

    Sum plus(Sum other) {
      return new Sum(calls + other.calls, tokens + other.tokens, charge.add(other.charge));
    }

    String text() {
      return calls + " calls, " + tokens + " tokens, " + charge.toPlainString();
    }
  }

  private static Map<String, String> readable(Map<String, ConsumerRecord<byte[], byte[]>> totals) {
    var texts = new TreeMap<String, String>();
    totals.forEach((key, record) -> {
      var total = cluster.decoded(record.value(), UsageTotals.class);
      texts.put(
          key, new Sum(total.getCalls(), total.getTokensCharged(), total.getTenantCharge()).text());
    });
    return texts;
  }

  private static Map<String, ByteBuffer> bytes(Map<String, ConsumerRecord<byte[], byte[]>> totals) {
    var values = new TreeMap<String, ByteBuffer>();
    totals.forEach((key, record) -> values.put(key, ByteBuffer.wrap(record.value())));
    return values;
  }

  private static void runUntilDone(String applicationId, Path stateDirectory) {
    var streams = cluster.run(applicationId, stateDirectory);
    try {
      awaitDone(applicationId);
      awaitWritten(streams);
    } finally {
      close(streams);
    }
  }

  /** Waits until every total is written; what closes afterwards commits it. */
  private static void awaitWritten(KafkaStreams streams) {
    await()
        .atMost(LIMIT)
        .until(() -> {
          var unwritten =
              streams.store(
                  StoreQueryParameters.fromNameAndType(
                      MeteringStores.UNWRITTEN,
                      QueryableStoreTypes.<String, byte[]>keyValueStore()));
          try (var keys = unwritten.all()) {
            return !keys.hasNext();
          }
        });
  }

  private static void awaitDone(String applicationId) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> cluster.isDone(applicationId));
  }

  private static void close(KafkaStreams streams) {
    assertThat(streams.close(Duration.ofSeconds(30))).isTrue();
  }
}
