package dev.barnabas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void takesTheNearestRankOfTimesInAnyOrder() {
    long[] millis = LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray();

    assertThat(Quantiles.ofNanos(millis)).isEqualTo(new Quantiles(100, 180, 198, 200));
  }

  @Test
  void takesTheOnlyTimeForEveryQuantile() {
    assertThat(Quantiles.ofNanos(new long[] {1_500_000}))
        .isEqualTo(new Quantiles(1.5, 1.5, 1.5, 1.5));
  }

  @Test
  void takesTheMiddleRunAsMedian() {
    assertThat(Quantiles.median(new double[] {9, 1, 4, 8, 3})).isEqualTo(4);
    assertThat(Quantiles.median(new double[] {2, 1})).isEqualTo(1);
  }

  @Test
  void refusesToSayAnythingAboutNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.ofNanos(new long[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.median(new double[0]));
  }
}
