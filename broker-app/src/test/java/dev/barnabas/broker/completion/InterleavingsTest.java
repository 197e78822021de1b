package dev.barnabas.broker.completion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever order things happen in, the promises hold after every unit of work. */
class InterleavingsTest {
  private static final List<Integer> LENGTHS = new ArrayList<>();
  private static int limited;
  private static int raced;

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  @Tag("rule-1.9")
  @Tag("rule-2.2")
  void keepsThePromisesAfterEveryUnitOfWork(@ForAll("histories") List<Step> history) {
    World world = Histories.lived(history);

    LENGTHS.add(history.size());
    limited += world.ledgers().limited() ? 1 : 0;
    raced += world.ledgers().hasRaced() ? 1 : 0;
  }

  @AfterContainer
  static void say() {
    Collections.sort(LENGTHS);
    int histories = LENGTHS.size();
    if (histories > 0) {
      System.out.printf(
          "interleavings: %d histories, median length %d, %d %% touched a limit, %d %% had two"
              + " enders in one step%n",
          histories,
          LENGTHS.get(histories / 2),
          100 * limited / histories,
          100 * raced / histories);
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return Histories.any();
  }
}
