package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompletionMapTest {

  @Property
  void namesTheLowestUnfinishedOffsetInWhateverOrderWorkFinishes(
      @ForAll @LongRange(min = 0, max = 1_000_000) long base,
      @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 40) Long> finishedAhead) {
    CompletionMap map = new CompletionMap(base, new OffsetSet());
    Set<Long> model = new TreeSet<>();
    for (long ahead : finishedAhead) {
      map.finish(base + ahead);
      model.add(base + ahead);
    }
    long lowest = base;
    while (model.contains(lowest)) {
      lowest++;
    }

    assertThat(map.base()).isEqualTo(lowest);
    for (long offset = base; offset < base + 45; offset++) {
      assertThat(map.finished(offset)).isEqualTo(offset < lowest || model.contains(offset));
    }
  }

  @Test
  void countsHolesAsFinished() {
    CompletionMap map = new CompletionMap(10, new OffsetSet());

    map.finish(10);
    map.finishRange(11, 14);

    assertThat(map.base()).isEqualTo(14);
  }

  @Test
  void startsBehindWhatAFormerOwnerFinished() {
    CompletionMap map = new CompletionMap(10, OffsetSet.ofRange(11, 20));

    map.finish(10);

    assertThat(map.base()).isEqualTo(20);
    assertThat(map.beyond().isEmpty()).isTrue();
  }

  @Test
  void ignoresWhatLiesBelowTheBase() {
    CompletionMap map = new CompletionMap(10, new OffsetSet());

    map.finish(3);

    assertThat(map.base()).isEqualTo(10);
    assertThat(map.beyond().isEmpty()).isTrue();
  }
}
