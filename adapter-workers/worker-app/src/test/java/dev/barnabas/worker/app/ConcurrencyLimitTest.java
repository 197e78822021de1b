package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.AdaptiveConcurrency;
import dev.barnabas.worker.app.ConcurrencyLimit.Sign;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private static final Instant NOW = ManualClock.START;
  private static final AdaptiveConcurrency HALF = new AdaptiveConcurrency(true, 2, 50);

  @Test
  void beginsAtTheMost() {
    assertThat(new ConcurrencyLimit(HALF, 64).limit()).isEqualTo(64);
  }

  @Test
  void keepsAPartAfterASignOfCongestion() {
    ConcurrencyLimit limit = new ConcurrencyLimit(HALF, 64);

    limit.ended(Sign.CONGESTED, NOW, NOW.plusSeconds(1), 64);

    assertThat(limit.limit()).isEqualTo(32);
  }

  @Test
  void countsTheSignsOfOneRoundOnce() {
    ConcurrencyLimit limit = new ConcurrencyLimit(HALF, 64);
    for (int i = 0; i < 64; i++) {
      limit.ended(Sign.CONGESTED, NOW, NOW.plusSeconds(1), 64 - i);
    }
    assertThat(limit.limit()).isEqualTo(32);

    limit.ended(Sign.CONGESTED, NOW.plusSeconds(2), NOW.plusSeconds(3), 32);

    assertThat(limit.limit()).isEqualTo(16);
  }

  @Test
  void growsByOneForEachLimitsWorthOfCallsThatWentWell() {
    ConcurrencyLimit limit = congested(64, 3);
    assertThat(limit.limit()).isEqualTo(8);

    for (int i = 0; i < 9; i++) {
      limit.ended(Sign.WELL, NOW, NOW, 8);
    }

    assertThat(limit.limit()).isEqualTo(9);
  }

  @Test
  void doesNotGrowWhileNobodyUsesIt() {
    ConcurrencyLimit limit = congested(64, 1);

    for (int i = 0; i < 1_000; i++) {
      limit.ended(Sign.WELL, NOW, NOW, 15);
    }

    assertThat(limit.limit()).isEqualTo(32);
  }

  @Test
  void learnsNothingFromCallsThatWereNotMade() {
    ConcurrencyLimit limit = congested(64, 1);

    for (int i = 0; i < 1_000; i++) {
      limit.ended(Sign.NONE, NOW, NOW, 32);
    }

    assertThat(limit.limit()).isEqualTo(32);
  }

  @Test
  void staysAtTheMostWhenItDoesNotAdapt() {
    ConcurrencyLimit limit = new ConcurrencyLimit(new AdaptiveConcurrency(false, 1, 50), 64);

    limit.ended(Sign.CONGESTED, NOW, NOW, 64);

    assertThat(limit.limit()).isEqualTo(64);
  }

  @Test
  void keepsWhatItLearnedWithinOtherBounds() {
    ConcurrencyLimit limit = congested(64, 2);

    limit.change(HALF, 128);
    assertThat(limit.limit()).isEqualTo(16);
    limit.change(HALF, 10);
    assertThat(limit.limit()).isEqualTo(10);
    limit.change(HALF, 20);
    assertThat(limit.limit()).isEqualTo(20);
  }

  @Property(tries = 200)
  void staysWithinItsBounds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int least,
      @ForAll @IntRange(min = 8, max = 500) int most) {
    Random random = new Random(seed);
    ConcurrencyLimit limit = new ConcurrencyLimit(new AdaptiveConcurrency(true, least, 50), most);
    Instant now = NOW;
    for (int i = 0; i < 2_000; i++) {
      now = now.plusMillis(random.nextInt(100));
      Sign sign = random.nextInt(10) == 0 ? Sign.CONGESTED : Sign.WELL;
      limit.ended(sign, now.minusMillis(random.nextInt(1_000)), now, limit.limit());
      assertThat(limit.limit()).isBetween(least, most);
    }
  }

  /** A partner that takes a number of calls at a time, and refuses the others, is found. */
  @Property(tries = 20)
  void settlesAroundWhatThePartnerTakes(@ForAll @IntRange(min = 4, max = 200) int takes) {
    ConcurrencyLimit limit = new ConcurrencyLimit(new AdaptiveConcurrency(true, 1, 50), 256);
    Instant now = NOW;
    long sum = 0;
    int rounds = 2_000;
    for (int round = 0; round < rounds; round++) {
      Instant started = now;
      now = now.plusSeconds(1);
      int sent = limit.limit();
      for (int i = 0; i < sent; i++) {
        limit.ended(i < takes ? Sign.WELL : Sign.CONGESTED, started, now, sent);
      }
      sum += Math.min(sent, takes);
      assertThat(round < 10 || sent <= takes + 2).as("sent " + sent + " of " + takes).isTrue();
    }
    // A saw between half and all of it: three quarters on average.
    assertThat((double) sum / rounds).isGreaterThan(takes * 0.7);
  }

  private static ConcurrencyLimit congested(int most, int rounds) {
    ConcurrencyLimit limit = new ConcurrencyLimit(HALF, most);
    for (int i = 0; i < rounds; i++) {
      limit.ended(Sign.CONGESTED, NOW.plusSeconds(i), NOW.plusSeconds(i), most);
    }
    return limit;
  }
}
