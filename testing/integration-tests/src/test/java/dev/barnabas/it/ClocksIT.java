package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cli.verify.CheckSettings;
import dev.barnabas.cli.verify.PromiseReport;
import dev.barnabas.cli.verify.Verification;
import dev.barnabas.cli.verify.VerifySettings;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.ShiftedClock;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ExitCodes;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WindowBalance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Instances of broker-app whose clocks differ take a partition over from one another. */
class ClocksIT {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final String TENANT = "acme";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String CONFIGURATION =
      """
      partners:
        - {id: in-process, adapter: simulated, models: {instant: emulator-fast}}
      routing:
        models:
          - {alias: instant, primary: in-process, deadline: 10m}
      quotas:
        default: {tokens_per_month: 1000000, requests_per_minute: 5}
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @AutoClose private KillableHouse house;
  @AutoClose private BarnabasClient client;
  private ShiftedClock clock;

  @BeforeEach
  void start() throws IOException {
    Path file = directory.resolve("clock");
    clock = ShiftedClock.at(file);
    house =
        KillableHouse.start(
            directory,
            Files.writeString(directory.resolve("barnabas.yaml"), CONFIGURATION),
            Map.of(ShiftedBroker.CLOCK, file.toString()),
            Map.of(App.BROKER, ShiftedBroker.class));
    client = house.client();
  }

  @Test
  @Tag("rule-2.5")
  void reopensNoWindowForInstancesThatAreTwoSecondsOrADayBehind() {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    clock.moveTo(minute.minusSeconds(10));
    completed(submit("old", 3));
    clock.moveTo(minute.plusMillis(500));
    completed(submit("new", 5));

    // the second instance takes over at a time that is in the old minute by its own clock
    Instant takeover = minute.plusSeconds(1);
    clock.moveTo(takeover);
    ChildProcess behind =
        house.startFurther(App.BROKER, "two-seconds-behind", Map.of(ShiftedBroker.BEHIND, "PT2S"));
    behind.awaitReady(BOUND).orThrow();
    house.kill9(App.BROKER);
    List<CompletableFuture<InferenceResponse>> late = submit("late", 2);
    await("both parked")
        .atMost(BOUND)
        .until(() -> {
          clock.moveTo(takeover);
          return ofKind("PARKED").size() == 2;
        });
    assertThat(late).noneMatch(CompletableFuture::isDone);
    clock.moveTo(minute.plusSeconds(63));
    completed(late);

    // the third instance may decide nothing at all, and leaves
    ChildProcess wrong =
        house.startFurther(App.BROKER, "a-day-behind", Map.of(ShiftedBroker.BEHIND, "P1D"));
    OptionalInt code =
        await("the end of the instance that is a day behind")
            .atMost(BOUND)
            .until(wrong::exitCode, OptionalInt::isPresent);
    completed(submit("after", 2));

    assertThat(code).hasValue(ExitCodes.UNAVAILABLE);
    assertThat(wrong.logLines()).anyMatch(line -> line.contains("clock is behind the broker's"));
    assertThat(decisions()).extracting(Decision::getNow).isSorted();
    List<String> minutes = ofKind("HELD").stream().map(ClocksIT::minute).toList();
    assertThat(minutes).hasSize(12).isSorted();
    assertThat(minutes.subList(0, 8))
        .isEqualTo(
            IntStream.of(-60, -60, -60, 0, 0, 0, 0, 0)
                .mapToObj(seconds -> MINUTE.format(minute.plusSeconds(seconds)))
                .toList());
    assertThat(minutes.get(8)).isGreaterThan(minutes.get(7));
    overspendsNowhere();
  }

  private List<CompletableFuture<InferenceResponse>> submit(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            client.submit(
                RequestBuilder.of(TENANT, "instant")
                    .correlationId(prefix + "-" + i)
                    .prompt("How late is it?")
                    .build()))
        .toList();
  }

  private static void completed(List<CompletableFuture<InferenceResponse>> answers) {
    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(answer)
                .succeedsWithin(BOUND)
                .extracting(InferenceResponse::getStatus)
                .isEqualTo(TerminalStatus.COMPLETED));
  }

  /** The decisions about the tenant's requests, in the log's order. */
  private List<Decision> decisions() {
    return house.contents().of(house.installation().names().decisions(), Decision.class).stream()
        .filter(d -> d.getTenantId().equals(TENANT))
        .toList();
  }

  private List<Decision> ofKind(String kind) {
    return decisions().stream().filter(d -> d.getKind().equals(kind)).toList();
  }

  private static String minute(Decision held) {
    return held.getBalances().stream()
        .filter(balance -> balance.getLimitName().equals("requests_per_minute"))
        .map(WindowBalance::getWindowId)
        .findFirst()
        .orElseThrow();
  }

  /** At every prefix of the decisions, by the check that {@code ./barnabas verify} makes. */
  private void overspendsNowhere() {
    Installation installation = house.installation();
    PromiseReport budgets =
        Verification.run(
                new VerifySettings(
                    installation.kafka(),
                    installation.names(),
                    installation.registryUrl().toString(),
                    Map.of(),
                    List.of(),
                    new CheckSettings(clock.instant(), Duration.ZERO, true, List.of())))
            .promises()
            .stream()
            .filter(promise -> promise.id().equals("P3"))
            .findFirst()
            .orElseThrow();
    assertThat(budgets.violations()).isEmpty();
    assertThat(budgets.outcome()).isEqualTo(PromiseReport.Outcome.HELD);
  }
}
