package dev.barnabas.metering.totals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.totals.WriterProgress.Arrival;
import dev.barnabas.metering.totals.WriterProgress.Gap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WriterProgressTest {

  @Property
  void countsEveryNumberOnceInWhateverOrderItComes(
      @ForAll @Size(max = 200) List<@IntRange(max = 60) Integer> numbers) {
    var progress = WriterProgress.NONE;
    var seen = new HashSet<Integer>();
    for (int number : numbers) {
      var arrival = progress.arrive(number);
      if (seen.add(number)) {
        assertThat(arrival).isInstanceOf(Arrival.First.class);
        progress = ((Arrival.First) arrival).next();
      } else {
        assertThat(arrival).isEqualTo(new Arrival.Again());
      }
    }
    assertThat(missing(progress))
        .containsExactlyElementsOf(
            IntStream.range(0, (int) progress.last() + 1)
                .filter(number -> !seen.contains(number))
                .boxed()
                .toList());
  }

  @Test
  @Tag("rule-1.10")
  void remembersOneNumberOfAWriterWithoutGaps() {
    assertThat(after(0, 1, 2, 3)).isEqualTo(new WriterProgress(3, -1, List.of()));
  }

  @Test
  void tellsHowManyAreMissingOnce() {
    assertThat(after(0).arrive(5)).isInstanceOf(Arrival.First.class);
    assertThat(((Arrival.First) after(0).arrive(5)).skipped()).isEqualTo(4);
    assertThat(((Arrival.First) after(0, 5).arrive(6)).skipped()).isZero();
    assertThat(((Arrival.First) after(0, 5).arrive(3)).skipped()).isZero();
  }

  @Test
  void splitsAGapAroundWhatCame() {
    assertThat(after(0, 9, 4).gaps()).containsExactly(new Gap(1, 3), new Gap(5, 8));
    assertThat(after(0, 9, 1, 8).gaps()).containsExactly(new Gap(2, 7));
    assertThat(after(0, 2, 1).gaps()).isEmpty();
  }

  @Test
  void forgetsTheOldestGapAndSaysSo() {
    var progress = WriterProgress.NONE;
    for (long number = 1; number <= 2L * WriterProgress.MOST_GAPS + 1; number += 2) {
      progress = ((Arrival.First) progress.arrive(number)).next();
    }

    assertThat(progress.gaps()).hasSize(WriterProgress.MOST_GAPS);
    assertThat(progress.forgotten()).isZero();
    assertThat(progress.arrive(0)).isEqualTo(new Arrival.Undecidable());
    assertThat(progress.arrive(1)).isEqualTo(new Arrival.Again());
    assertThat(progress.arrive(2)).isInstanceOf(Arrival.First.class);
  }

  private static WriterProgress after(long... numbers) {
    var progress = WriterProgress.NONE;
    for (long number : numbers) {
      progress = ((Arrival.First) progress.arrive(number)).next();
    }
    return progress;
  }

  private static List<Integer> missing(WriterProgress progress) {
    var missing = new ArrayList<Integer>();
    progress
        .gaps()
        .forEach(
            gap -> IntStream.rangeClosed((int) gap.from(), (int) gap.to()).forEach(missing::add));
    return missing;
  }
}
