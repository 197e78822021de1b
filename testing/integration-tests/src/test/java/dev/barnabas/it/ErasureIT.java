package dev.barnabas.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cli.erase.Erasure;
import dev.barnabas.cli.erase.RawCopies;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A tenant's key is erased while its request and another tenant's wait for a worker. */
class ErasureIT {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final String CONFIGURATION =
      """
      partners:
        - {id: in-process, adapter: simulated, models: {instant: emulator-fast}}
      routing:
        models:
          - {alias: instant, primary: in-process, deadline: 5m, cost_per_token: 0.000001}
      quotas:
        default: {tokens_per_month: 1000000, requests_per_minute: 600}
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void endsOpenWorkAsErasedAndSaysWhatIsLeft() throws Exception {
    Path file = Files.writeString(directory.resolve("barnabas.yaml"), CONFIGURATION);
    try (KillableHouse house = KillableHouse.start(directory, file, Map.of());
        BarnabasClient client = house.client()) {
      house.kill9(App.WORKER);
      CompletableFuture<InferenceResponse> erased = client.submit(request("acme"));
      CompletableFuture<InferenceResponse> other = client.submit(request("umbrella"));
      await("both dispatched").atMost(BOUND).until(() -> decided(house, "DISPATCHED") == 2);

      Cluster cluster = cluster(house);
      erase(cluster, "acme");
      house.restart(App.WORKER);

      InferenceResponse ended = erased.get(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended.getStatus()).isEqualTo(TerminalStatus.FAILED);
      assertThat(ended.getError().getCode()).isEqualTo("ERASED");
      assertThat(other.get(BOUND.toSeconds(), TimeUnit.SECONDS).getStatus())
          .isEqualTo(TerminalStatus.COMPLETED);
      assertThat(decided(house, "TENANT_ERASED")).isEqualTo(1);
      await("both calls metered").atMost(BOUND).until(() -> metered(house) == 2);
      assertThatRawCopiesAreBounded(cluster);
    }
  }

  private static InferenceRequest request(String tenant) {
    return RequestBuilder.of(tenant, "instant")
        .correlationId("1")
        .prompt("Say hello to jane@example.com.")
        .build();
  }

  private static Cluster cluster(KillableHouse house) {
    return new Cluster(
        house.installation().kafka(),
        house.registry().url().toString(),
        house.installation().names());
  }

  private void erase(Cluster cluster, String tenant) throws Exception {
    Path file = directory.resolve("broker.key");
    byte[] key = Erasure.masterKey(file.toString(), Files.readString(file, US_ASCII));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Erasure erasure = new Erasure(cluster, tenant);
    erasure.ask(key, "test", now, BOUND);
    erasure.await(now, BOUND);
  }

  private static void assertThatRawCopiesAreBounded(Cluster cluster) throws Exception {
    TopicNames names = cluster.names();
    try (Admin admin = Admin.create(cluster.kafka().admin("test"))) {
      assertThat(new RawCopies(names, "acme").on(admin, Instant.now()))
          .allSatisfy(copy -> assertThat(copy.until()).as(copy.topic()).isNotNull())
          .extracting(RawCopies.RawCopy::topic)
          .containsExactly(
              "inference-broker-app-state-changelog",
              names.deadLetter(),
              names.misplaced(),
              names.requests(),
              names.responses());
    }
  }

  private static long decided(KillableHouse house, String kind) {
    return house.contents().of(house.installation().names().decisions(), Decision.class).stream()
        .filter(decision -> decision.getKind().equals(kind))
        .count();
  }

  private static long metered(KillableHouse house) {
    return house.contents().of(house.installation().names().metering(), UsageEvent.class).size();
  }
}
