package dev.barnabas.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {
  @ParameterizedTest
  @ValueSource(strings = {"fixed:20", "uniform:50:200", "lognormal:800:0.5"})
  void readsBackWhatItWrites(String text) {
    assertThat(Latency.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20", "fixed", "fixed:-1", "uniform:5", "uniform:9:5", "lognormal:5:x"})
  void refusesOtherTextsAndSaysWhatItExpects(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latency.parse(text))
        .withMessageContaining("uniform:MS:MS");
  }

  @Test
  void spreadsUniformLatencyOverTheWholeRange() {
    Latency latency = Latency.parse("uniform:50:200");

    long[] samples = samples(latency);

    assertThat(LongStream.of(samples).min().orElseThrow()).isBetween(50L, 55L);
    assertThat(LongStream.of(samples).max().orElseThrow()).isBetween(195L, 200L);
  }

  @Test
  void hasTheMedianAndTheTailOfALogNormal() {
    long[] sorted = LongStream.of(samples(Latency.parse("lognormal:1000:0.5"))).sorted().toArray();

    assertThat(sorted[sorted.length / 2]).isBetween(950L, 1050L);
    assertThat(sorted[sorted.length * 99 / 100]).isBetween(2900L, 3500L);
  }

  private static long[] samples(Latency latency) {
    var random = new SplittableRandom(7);
    return LongStream.range(0, 10_000).map(i -> latency.sample(random).toMillis()).toArray();
  }

  @Test
  void isFixedWhenItIsFixed() {
    assertThat(Latency.parse("none").sample(new SplittableRandom(1))).isEqualTo(Duration.ZERO);
    assertThat(Latency.parse("fixed:9").sample(new SplittableRandom(1))).hasMillis(9);
  }
}
