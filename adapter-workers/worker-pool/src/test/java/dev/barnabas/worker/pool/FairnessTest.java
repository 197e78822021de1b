package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.VirtualPool.BULK;
import static dev.barnabas.worker.pool.VirtualPool.REALTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.barnabas.worker.pool.VirtualPool.Call;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who waits how long, in virtual seconds: calls take one second where nothing else is said. */
class FairnessTest {

  private static final int PERMITS = 10;

  /** What broker-app lets a tenant have unfinished. */
  private static final int FLOOD = 256;

  private static final Flow QUIET = new Flow("quiet", 1);
  private static final Flow LOUD = new Flow("loud", 1);

  @Test
  @Tag("rule-5.12")
  void letsABurstWaitTwiceAsLongBesideAFloodInTheSamePartitionAsAlone() {
    double alone = p99OfBursts(false, true);
    double beside = p99OfBursts(true, true);
    double withoutTurns = p99OfBursts(true, false);

    assertThat(beside).isLessThanOrEqualTo(2 * (alone + 1));
    assertThat(withoutTurns).isGreaterThan(2 * (alone + 1));
  }

  @Property(tries = 40)
  void servesATenantBesideAFloodAsAPoolOfHalfThePermitsWould(@ForAll long seed) {
    VirtualPool own = new VirtualPool(PERMITS / 2, 10, true);
    VirtualPool shared = new VirtualPool(PERMITS, 10, true);
    shared.flood(REALTIME, LOUD, FLOOD, 1);
    Random random = new Random(seed);
    double at = 20;
    while (at < 120) {
      own.arrive(REALTIME, QUIET, at, 1);
      shared.arrive(REALTIME, QUIET, at, 1);
      // On average 3.5 calls run, of the five that are its part.
      at += -Math.log(1 - random.nextDouble()) / 3.5;
    }

    assertThat(p99(shared.run(200), "quiet")).isLessThanOrEqualTo(p99(own.run(200), "quiet") + 1.1);
  }

  @Test
  void dividesThePermitsByWeight() {
    VirtualPool pool = new VirtualPool(40, 10, true);
    pool.flood(REALTIME, new Flow("gold", 5), 200, 1);
    pool.flood(REALTIME, new Flow("silver", 2), 200, 1);
    pool.flood(REALTIME, new Flow("bronze", 1), 100, 1);

    pool.run(50);

    assertThat(pool.running("gold")).isCloseTo(25, within(1L));
    assertThat(pool.running("silver")).isCloseTo(10, within(1L));
    assertThat(pool.running("bronze")).isCloseTo(5, within(1L));
  }

  @Test
  void evensOutCallsThatTakeTwentyTimesAsLong() {
    VirtualPool pool = new VirtualPool(40, 10, true);
    pool.flood(REALTIME, LOUD, FLOOD, 20);
    for (int index = 0; index < 5_000; index++) {
      pool.arrive(REALTIME, QUIET, 30, 1);
    }

    pool.run(100);

    assertThat(pool.running("quiet")).isCloseTo(20, within(1L));
    assertThat(pool.running("loud")).isCloseTo(20, within(1L));
  }

  @Test
  void givesAllPermitsToWhoeverAloneHasWork() {
    VirtualPool pool = new VirtualPool(PERMITS, 10, true);
    pool.flood(REALTIME, LOUD, FLOOD, 1);
    pool.arrive(REALTIME, QUIET, 5, 1);

    pool.run(50);

    assertThat(pool.running("loud")).isEqualTo(PERMITS);
  }

  @Test
  void startsATenthFromBulkWhileRealtimeWaits() {
    VirtualPool pool = twoLanes(10, 1);

    List<Call> calls = pool.run(200);

    assertThat(share(calls, BULK)).isCloseTo(0.1, within(0.01));
  }

  @Test
  void letsBulkHoldNoMoreThanATenthOfThePermitsHoweverLongItsCallsTake() {
    VirtualPool pool = twoLanes(10, 30);

    List<Call> calls = pool.run(600);

    assertThat(pool.running("bulk")).isEqualTo(1);
    assertThat(calls.stream().filter(call -> call.topic().equals(BULK)).count())
        .isBetween(15L, 20L);
  }

  @Test
  void starvesBulkUnderStrictPriority() {
    assertThat(share(twoLanes(0, 1).run(200), BULK)).isZero();
  }

  @Test
  void givesRealtimeEveryPermitThatBulkFreesUntilBulkHoldsATenth() {
    VirtualPool pool = new VirtualPool(PERMITS, 10, true);
    pool.flood(BULK, new Flow("bulk", 1), FLOOD, 10);
    for (int index = 0; index < 500; index++) {
      pool.arrive(REALTIME, QUIET, 25, 1);
    }

    pool.run(45);

    assertThat(pool.running("quiet")).isEqualTo(PERMITS - 1);
  }

  @Test
  void refusesAWeightOrAGuaranteeThatMeansNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Flow("tenant", 0))
        .withMessage("weight: must be between 1 and 1000, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fairness.defaults().withGuaranteedPercent(51))
        .withMessage("guaranteedPercent: must be between 0 and 50, was 51");
    assertThat(Flow.clamped("tenant", 5_000).weight()).isEqualTo(1_000);
  }

  private static VirtualPool twoLanes(int guaranteedPercent, double bulkLength) {
    VirtualPool pool = new VirtualPool(PERMITS, guaranteedPercent, true);
    pool.flood(REALTIME, LOUD, FLOOD, 1);
    pool.flood(BULK, new Flow("bulk", 1), FLOOD, bulkLength);
    return pool;
  }

  /** Five bursts of a hundred calls. */
  private static double p99OfBursts(boolean flooded, boolean fair) {
    VirtualPool pool = new VirtualPool(PERMITS, 10, fair);
    if (flooded) {
      pool.flood(REALTIME, LOUD, FLOOD, 1);
    }
    for (int burst = 1; burst <= 5; burst++) {
      for (int index = 0; index < 100; index++) {
        pool.arrive(REALTIME, QUIET, burst * 60.0, 1);
      }
    }
    List<Call> calls = pool.run(360);
    assertThat(calls.stream().map(call -> call.topic() + "-" + call.partition()).distinct())
        .as("tenants share one partition")
        .containsExactly("work-0");
    assertThat(calls.stream().map(Call::flow).collect(Collectors.toSet())).hasSize(flooded ? 2 : 1);
    return p99(calls, "quiet");
  }

  private static double p99(List<Call> calls, String flow) {
    List<Double> waits =
        calls.stream().filter(call -> call.flow().equals(flow)).map(Call::waited).sorted().toList();
    assertThat(waits).hasSizeGreaterThan(100);
    return waits.get(waits.size() * 99 / 100);
  }

  private static double share(List<Call> calls, String topic) {
    return calls.stream().filter(call -> call.topic().equals(topic)).count()
        / (double) calls.size();
  }
}
