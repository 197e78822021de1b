package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

  @ParameterizedTest
  @CsvSource({
    "0,inputTokens",
    "1,outputTokens",
    "2,cachedInput",
    "3,cacheWriteShort",
    "4,cacheWriteLong",
    "5,reasoning"
  })
  void refusesACountOutOfBoundsByItsName(int place, String name) {
    assertThatThrownBy(() -> with(place, -1)).hasMessageContaining(name);
    assertThatThrownBy(() -> with(place, Usage.MAX_TOKENS + 1)).hasMessageContaining(name);
  }

  /** The totals leave room for every part. */
  private static Usage with(int place, long count) {
    long[] counts = {Usage.MAX_TOKENS, Usage.MAX_TOKENS, 0, 0, 0, 0};
    counts[place] = count;
    return new Usage(
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        counts[5],
        Measure.PROVIDER_REPORTED);
  }

  @Test
  void takesPartsThatAreAllOfTheirTotal() {
    var usage = new Usage(9, 5, 2, 3, 4, 5, Measure.PROVIDER_REPORTED);

    assertThat(usage.plainInput()).isZero();
    assertThat(usage.visibleOutput()).isZero();
    assertThat(usage.totalTokens()).isEqualTo(14);
  }

  @Test
  void refusesPartsThatExceedTheirTotalOnlyTogether() {
    assertThatThrownBy(() -> new Usage(8, 5, 2, 3, 4, 5, Measure.PROVIDER_REPORTED))
        .hasMessageContaining("exceed inputTokens 8");
  }

  @Test
  void takesAReportWhoseTotalsAreItsPartsAsItStands() {
    var report = new UsageReport(12, 4, 3, 4, 5, 4, Measure.PROVIDER_REPORTED, null);

    assertThat(report.normalised().anomalies()).isEmpty();
    assertThat(report.normalised().usage())
        .isEqualTo(new Usage(12, 4, 3, 4, 5, 4, Measure.PROVIDER_REPORTED));
  }

  @Test
  void raisesAReportedInputToTheSumOfItsCachedParts() {
    var report = new UsageReport(1, 2, 3, 4, 5, 4, Measure.PROVIDER_REPORTED, null);

    assertThat(report.normalised().usage().inputTokens()).isEqualTo(12);
    assertThat(report.normalised().usage().outputTokens()).isEqualTo(4);
    assertThat(report.normalised().anomalies()).containsExactly("inputTokens", "outputTokens");
  }

  @Test
  void readsAReportOfNonsenseWithoutThrowing() {
    long most = Long.MAX_VALUE;
    var report = new UsageReport(-1, most, most, most, most, -5, Measure.PROVIDER_REPORTED, null);

    assertThat(report.normalised().usage().outputTokens()).isEqualTo(Usage.MAX_TOKENS);
    assertThat(report.normalised().usage().reasoning()).isZero();
    assertThat(report.normalised().usage().plainInput()).isZero();
    assertThat(report.normalised().anomalies())
        .containsExactlyInAnyOrder(
            "inputTokens",
            "outputTokens",
            "cachedInput",
            "cacheWriteShort",
            "cacheWriteLong",
            "reasoning");
  }
}
