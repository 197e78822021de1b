package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OffsetSetTest {

  static final long END = 60;

  @Property
  void holdsWhatASetOfNumbersHolds(
      @ForAll @Size(max = 40) List<@LongRange(min = 0, max = END - 1) Long> starts,
      @ForAll @LongRange(min = 1, max = 9) long length,
      @ForAll @LongRange(min = 0, max = END) long cut) {
    OffsetSet set = new OffsetSet();
    Set<Long> model = new TreeSet<>();
    for (long start : starts) {
      set.addRange(start, start + length);
      LongStream.range(start, start + length).forEach(model::add);
    }
    set.removeBelow(cut);
    model.removeIf(offset -> offset < cut);

    assertThat(numbers(set)).isEqualTo(model);
    assertThat(set.size()).isEqualTo(model.size());
    for (long to = 0; to <= END; to += 7) {
      long bound = to;
      assertThat(numbers(set.within(cut, to)))
          .isEqualTo(model.stream().filter(offset -> offset < bound).collect(Collectors.toSet()));
    }
    assertThat(numbers(set.absentWithin(cut, END)))
        .isEqualTo(
            LongStream.range(cut, END)
                .filter(offset -> !model.contains(offset))
                .boxed()
                .collect(Collectors.toSet()));
    assertThat(model).doesNotContain(set.firstAbsent(cut));
  }

  @Test
  void joinsRunsThatTouch() {
    OffsetSet set = OffsetSet.ofRange(0, 3);
    set.addRange(5, 8);
    set.addRange(3, 5);

    assertThat(set.runs()).containsExactly(Map.entry(0L, 8L));
  }

  static Set<Long> numbers(OffsetSet set) {
    Set<Long> numbers = new TreeSet<>();
    set.runs().forEach((from, to) -> LongStream.range(from, to).forEach(numbers::add));
    return numbers;
  }
}
