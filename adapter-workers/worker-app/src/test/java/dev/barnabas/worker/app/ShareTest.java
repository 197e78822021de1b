package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShareTest {

  @Test
  void isThePartOfThePartitionsRoundedDown() {
    assertThat(new Share(1, 3).of(100)).isEqualTo(33);
    assertThat(new Share(2, 3).of(100)).isEqualTo(66);
    assertThat(new Share(3, 3).of(100)).isEqualTo(100);
    assertThat(new Share(0, 3).of(100)).isZero();
    assertThat(new Share(1, 8).of(7)).isZero();
  }

  @Property
  void neverExceedsTheWholeTogetherWithTheSharesOfOthers(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 50) Integer> held,
      @ForAll @LongRange(max = Long.MAX_VALUE) long limit) {
    int all = Math.max(1, held.stream().mapToInt(Integer::intValue).sum());

    java.math.BigInteger together =
        held.stream()
            .map(one -> java.math.BigInteger.valueOf(new Share(one, all).of(limit)))
            .reduce(java.math.BigInteger.ZERO, java.math.BigInteger::add);

    assertThat(together).isLessThanOrEqualTo(java.math.BigInteger.valueOf(limit));
  }

  @Property
  void losesLessThanOnePerInstance(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 50) Integer> held,
      @ForAll @LongRange(max = 1_000_000_000_000L) long limit) {
    int all = held.stream().mapToInt(Integer::intValue).sum();

    long together = held.stream().mapToLong(one -> new Share(one, all).of(limit)).sum();

    assertThat(limit - together).isBetween(0L, held.size() - 1L);
  }
}
