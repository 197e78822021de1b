package dev.barnabas.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests as JSON from a program whose partitioner is not ours: kcat hashes a key by CRC-32, so it
 * misses most tenants' home partitions.
 */
class KcatIT {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final List<String> TENANTS =
      IntStream.rangeClosed(1, 8).mapToObj(number -> "kcat-tenant-" + number).toList();

  @TempDir Path directory;

  @BeforeEach
  void needKcat() {
    if (!ExternalProgram.isInstalled("kcat")) {
      NotRun.because(KcatIT.class, "kcat is not on the PATH");
    }
  }

  @Test
  @Tag("rule-5.7")
  void answersEveryTenantOnceAndRekeysWhatKcatMisplacedOnce() throws Exception {
    try (LocalKafka kafka = LocalKafka.in(directory.resolve("kafka"))) {
      kafka.start();
      kafka.awaitReady(BOUND).orThrow();
      try (RunningHouse house = RunningHouse.start(directory, kafka.bootstrapServers())) {
        produce(kafka.bootstrapServers(), house.installation().names().requests());

        awaitAnswers(house);

        Set<String> misplaced = misplacedByKcat(house);
        assertThat(misplaced).isNotEmpty();
        assertThat(house.records(house.installation().names().misplaced()))
            .allSatisfy(record -> assertThat(record.partition()).isEqualTo(home(house, record)))
            .extracting(KcatIT::key)
            .containsExactlyInAnyOrderElementsOf(misplaced);
        System.out.printf(
            "kcat: %d requests, %d of them misplaced and re-keyed once, %d answers%n",
            TENANTS.size(), misplaced.size(), responses(house).size());
      }
    }
  }

  private void produce(String bootstrap, String topic) throws Exception {
    Path lines = directory.resolve("requests.txt");
    Files.write(lines, TENANTS.stream().map(KcatIT::line).toList());
    ExternalProgram.Run run =
        ExternalProgram.run(
            directory.resolve("kcat"),
            BOUND,
            Map.of(),
            List.of(
                "kcat",
                "-P",
                "-b",
                bootstrap,
                "-t",
                topic,
                "-K:",
                "-H",
                "content-type=application/json",
                "-l",
                lines.toString()));
    assertThat(run.exitCode()).as(run.errors()).isZero();
  }

  private static String line(String tenant) {
    return """
    %s:{"modelId": "%s", "prompt": "Greet %s.", \
    "metadata": {"tenantId": "%s", "correlationId": "request-of-%s"}}\
    """
        .formatted(tenant, RunningHouse.MODEL, tenant, tenant, tenant);
  }

  private void awaitAnswers(RunningHouse house) {
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() ->
            assertThat(responses(house))
                .as(house::logs)
                .extracting(InferenceResponse::getTenantId)
                .containsExactlyInAnyOrderElementsOf(TENANTS));
    assertThat(responses(house))
        .allSatisfy(response -> {
          assertThat(response.getStatus()).isEqualTo(TerminalStatus.COMPLETED);
          assertThat(response.getCorrelationId()).isEqualTo("request-of-" + response.getTenantId());
          assertThat(response.getContent()).contains("Greet " + response.getTenantId());
        });
  }

  private static List<InferenceResponse> responses(RunningHouse house) {
    RecordCodec codec = new RecordCodec(house.installation().schemas());
    return house.records(house.installation().names().responses()).stream()
        .map(record -> response(codec, record.value()))
        .toList();
  }

  private static InferenceResponse response(RecordCodec codec, byte[] value) {
    return switch (codec.decode(value, InferenceResponse.class)) {
      case Parsed.Read<InferenceResponse>(InferenceResponse response) -> response;
      case Parsed.Unreadable<InferenceResponse> _, Parsed.SchemaUnknown<InferenceResponse> _ ->
          throw new AssertionError("a response cannot be read");
    };
  }

  private static Set<String> misplacedByKcat(RunningHouse house) {
    List<ConsumerRecord<byte[], byte[]>> requests =
        house.records(house.installation().names().requests());
    assertThat(requests).hasSameSizeAs(TENANTS);
    return requests.stream()
        .filter(record -> record.partition() != home(house, record))
        .map(KcatIT::key)
        .collect(Collectors.toSet());
  }

  private static int home(RunningHouse house, ConsumerRecord<byte[], byte[]> record) {
    return HomePartition.of(key(record), house.installation().plan().homePartitions());
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }
}
