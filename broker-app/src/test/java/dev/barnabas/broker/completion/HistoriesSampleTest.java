package dev.barnabas.broker.completion;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * A fixed sample of the histories of {@link InterleavingsTest}, small enough to be lived once more
 * for every fault that is planted.
 */
class HistoriesSampleTest {

  @Property(
      tries = 60,
      seed = "20261120",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void keepsThePromisesInASampleOfHistories(@ForAll("histories") List<Step> history) {
    Histories.lived(history);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Histories.any();
  }
}
