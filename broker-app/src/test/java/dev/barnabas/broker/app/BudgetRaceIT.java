package dev.barnabas.broker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.ShiftedClock;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.Parameters;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.WindowBalance;
import dev.barnabas.schemas.WorkItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many requests at once against a budget for a few, with broker-app killed among them: a tenant per
 * seed, {@code -Dbarnabas.seeds} of them. Kafka and broker-app go by a clock that the test moves.
 */
class BudgetRaceIT {
  private static final int REQUESTS = 200;
  private static final long BUDGET = 2_400;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String CONFIGURATION =
      """
      kafka: {partitions: 2}
      authentication: none
      partners:
        - {id: alpha, adapter: simulated, endpoint: "http://127.0.0.1:1", models: {fast: a}, token_bounds: {safety_factor: 1}}
        - {id: beta, adapter: simulated, endpoint: "http://127.0.0.1:1", models: {fast: b}, token_bounds: {safety_factor: 3}}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [beta], max_output_tokens: 100, deadline: 10m}
      quotas:
        default: {tokens_per_month: 2400}
      """;

  private static ShiftedClock clock;
  private static BrokerCluster cluster;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("clock");
    clock = ShiftedClock.at(file);
    clock.moveTo(nextMonth().plus(Duration.ofDays(14)));
    cluster = new BrokerCluster(directory, CONFIGURATION, file);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  static IntStream seeds() {
    return IntStream.range(0, Integer.getInteger("barnabas.seeds", 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("rule-2.3")
  void admitsNoMoreThanTheBudgetHoldsAndLeavesTheRestUsableToTheLastToken(int seed) {
    String tenant = "race-" + seed;
    race(tenant, seed);
    List<WorkItem> items = itemsOf(tenant, "alpha");
    long hold = holdOf(tenant);
    assertThat(items).hasSize((int) (BUDGET / hold)).hasSizeLessThan(REQUESTS);

    // every admitted request uses all it held, so the rest is what no whole hold fits into
    items.forEach(item -> {
      cluster.started(item, item.getAttemptId() + "-c");
      cluster.answered(item, item.getAttemptId() + "-c", "done", hold - 100, 100);
    });
    cluster.awaitResponses(tenant, REQUESTS);
    usableToTheLastToken(tenant, hold, items.size());
    neverOver(tenant);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("rule-2.2")
  void raisesNoHoldAboveTheBudgetWhenAllFallBackToADearerPartner(int seed) {
    String tenant = "raise-" + seed;
    race(tenant, 100 + seed);
    List<WorkItem> items = itemsOf(tenant, "alpha");
    items.forEach(item -> cluster.failed(item, item.getAttemptId() + "-c", "PROVIDER_UNAVAILABLE"));
    await()
        .atMost(BrokerCluster.BOUND)
        .until(() -> cluster.responses(tenant).size() + itemsOf(tenant, "beta").size() == REQUESTS);

    List<WorkItem> dearer = itemsOf(tenant, "beta");
    assertThat(dearer).isNotEmpty().hasSizeLessThan(items.size());
    dearer.forEach(item -> {
      cluster.started(item, item.getAttemptId() + "-c");
      cluster.answered(item, item.getAttemptId() + "-c", "done");
    });
    assertThat(cluster.awaitResponses(tenant, REQUESTS))
        .filteredOn(r -> r.getStatus() == TerminalStatus.COMPLETED)
        .hasSize(dearer.size());
    neverOver(tenant);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("rule-2.4")
  void givesEachMonthItsOwnBudgetWhenOneEndsInTheMiddleOfTheRace(int seed) {
    String tenant = "month-" + seed;
    Instant midnight = nextMonth();
    String ending = MONTH.format(midnight.minusSeconds(1));
    String beginning = MONTH.format(midnight);
    clock.moveTo(midnight.minusSeconds(60));
    submitAndAwait(tenant, "before", 3);
    clock.moveTo(midnight.minusMillis(new Random(seed).nextLong(1_500)));
    race(tenant, 200 + seed, 3 + REQUESTS);
    long hold = holdOf(tenant);
    int fitting = (int) (BUDGET / hold);
    submitAndAwait(tenant, "after", fitting + 1);

    int inTheOld = heldIn(tenant, ending);
    assertThat(inTheOld).isBetween(3, fitting);
    assertThat(heldIn(tenant, beginning)).isEqualTo(fitting);
    assertThat(itemsOf(tenant, "alpha")).hasSize(inTheOld + fitting);

    // the answers to both months' requests come in the new one
    List<WorkItem> items = itemsOf(tenant, "alpha");
    items.forEach(item -> {
      cluster.started(item, item.getAttemptId() + "-c");
      cluster.answered(item, item.getAttemptId() + "-c", "done", hold - 100, 100);
    });
    cluster.awaitResponses(tenant, 3 + REQUESTS + fitting + 1);
    assertThat(balance(tenant, ending).getSettled())
        .isEqualByComparingTo(BigDecimal.valueOf(hold * inTheOld));
    assertThat(balance(tenant, ending).getReserved()).isEqualByComparingTo("0");
    assertThat(cluster.usage(tenant))
        .filteredOn(e -> e.getChargePeriod().equals(ending))
        .hasSize(inTheOld);
    usableToTheLastToken(tenant, hold, fitting);
    neverOver(tenant);
  }

  @Test
  @Tag("rule-2.1")
  void freesNoHoldByCancellingWhileTheCallRuns() {
    String tenant = "repeats";
    List<WorkItem> items = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cluster.submit(limited(tenant, "c" + i, 700));
      WorkItem item = awaitItems(tenant, i + 1).getLast();
      cluster.started(item, item.getAttemptId() + "-c");
      cluster.cancel(tenant, "c" + i);
      assertThat(cluster.awaitResponses(tenant, i + 1).getLast().getStatus())
          .isEqualTo(TerminalStatus.CANCELLED);
      items.add(item);
    }
    assertThat(status(tenant, "one more", 700)).isEqualTo(TerminalStatus.REJECTED);

    // the end of one call frees what it did not use
    WorkItem first = items.getFirst();
    cluster.answered(first, first.getAttemptId() + "-c", "nobody waits", 10, 20);
    cluster.submit(limited(tenant, "again", 600));
    assertThat(awaitItems(tenant, 4)).hasSize(4);
    neverOver(tenant);
  }

  /** The rest of a budget, less than one usual hold, serves a request that fits exactly. */
  private static void usableToTheLastToken(String tenant, long hold, int admitted) {
    long rest = BUDGET - admitted * hold;
    assertThat(rest).isPositive();
    int most = (int) (rest - (hold - 100));
    assertThat(most).isLessThan(100);
    int before = itemsOf(tenant, "alpha").size();
    assertThat(status(tenant, "over", most + 1)).isEqualTo(TerminalStatus.REJECTED);
    if (most > 0) {
      cluster.submit(limited(tenant, "exact", most));
      assertThat(awaitItems(tenant, before + 1)).hasSize(before + 1);
    }
  }

  private static List<WorkItem> awaitItems(String tenant, int count) {
    return await()
        .atMost(BrokerCluster.BOUND)
        .until(() -> itemsOf(tenant, "alpha"), items -> items.size() >= count);
  }

  private static void submitAndAwait(String tenant, String prefix, int count) {
    int before = decided(tenant);
    for (int i = 0; i < count; i++) {
      cluster.submit(BrokerCluster.request(tenant, prefix + "-" + i, "hello"));
    }
    await().atMost(BrokerCluster.BOUND).until(() -> decided(tenant) == before + count);
  }

  /** The first instant of the month after the one that it is by the clock. */
  private static Instant nextMonth() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC))
        .plusMonths(1)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static int heldIn(String tenant, String month) {
    return (int)
        decisions(tenant).stream()
            .filter(d -> d.getKind().equals("HELD"))
            .filter(d -> d.getBalances().getFirst().getWindowId().equals(month))
            .count();
  }

  /** What the last decision that touched a month says of it. */
  private static WindowBalance balance(String tenant, String month) {
    return decisions(tenant).stream()
        .flatMap(d -> d.getBalances().stream())
        .filter(b -> b.getWindowId().equals(month))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  /** All requests at once, broker-app killed at a moment that the seed draws. */
  private static void race(String tenant, int seed) {
    race(tenant, seed, REQUESTS);
  }

  private static void race(String tenant, int seed, int all) {
    List<InferenceRequest> requests =
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> BrokerCluster.request(tenant, "%03d".formatted(i), "hello").build())
            .toList();
    Thread sending = Thread.ofVirtual().start(() -> cluster.submitTogether(requests, 4));
    long moment = System.nanoTime() + Duration.ofMillis(new Random(seed).nextLong(900)).toNanos();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> System.nanoTime() >= moment);
    cluster.kill();
    await().atMost(BrokerCluster.BOUND).until(() -> !sending.isAlive());
    cluster.restart();
    await().atMost(BrokerCluster.BOUND).until(() -> decided(tenant) == all);
  }

  /** How many of the requests were refused or dispatched. */
  private static int decided(String tenant) {
    return cluster.responses(tenant).size() + itemsOf(tenant, "alpha").size();
  }

  private static List<WorkItem> itemsOf(String tenant, String partner) {
    List<String> attempts =
        decisions(tenant).stream()
            .filter(d -> d.getKind().equals("DISPATCHED"))
            .map(Decision::getAttemptId)
            .toList();
    return cluster.read(cluster.names().work(partner), WorkItem.class).stream()
        .filter(item -> attempts.contains(item.getAttemptId()))
        .toList();
  }

  private static List<Decision> decisions(String tenant) {
    return cluster.read(cluster.names().decisions(), Decision.class).stream()
        .filter(d -> d.getTenantId().equals(tenant))
        .toList();
  }

  private static long holdOf(String tenant) {
    return decisions(tenant).stream()
        .filter(d -> d.getKind().equals("HELD"))
        .findFirst()
        .orElseThrow()
        .getHoldTokens();
  }

  private static InferenceRequest.Builder limited(String tenant, String id, int maxTokens) {
    return BrokerCluster.request(tenant, id, "hello")
        .setParameters(Parameters.newBuilder().setMaxTokens(maxTokens).build());
  }

  private static TerminalStatus status(String tenant, String id, int maxTokens) {
    cluster.submit(limited(tenant, id, Math.max(1, maxTokens)));
    return await()
        .atMost(BrokerCluster.BOUND)
        .until(
            () ->
                cluster.responses(tenant).stream()
                    .filter(r -> r.getCorrelationId().equals(id))
                    .map(InferenceResponse::getStatus)
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /** At no prefix of the decisions is more settled and reserved than the budget. */
  private static void neverOver(String tenant) {
    List<WindowBalance> balances =
        decisions(tenant).stream()
            .flatMap(d -> d.getBalances().stream())
            .filter(b -> b.getLimitName().equals("tokens_per_month"))
            .toList();
    assertThat(balances)
        .isNotEmpty()
        .allSatisfy(b ->
            assertThat(b.getSettled().add(b.getReserved()))
                .isLessThanOrEqualTo(BigDecimal.valueOf(BUDGET)));
    assertThat(cluster.responses(tenant))
        .extracting(InferenceResponse::getCorrelationId)
        .doesNotHaveDuplicates();
  }
}
