package dev.barnabas.broker.completion;

import dev.barnabas.broker.request.Lane;
import dev.barnabas.vocabulary.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever order things happen in, the promises hold after every unit of work. */
class InterleavingsTest {
  private static final List<Integer> LENGTHS = new ArrayList<>();
  private static int limited;
  private static int raced;

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  @Tag("rule-2.2")
  void keepsThePromisesAfterEveryUnitOfWork(@ForAll("histories") List<Step> history) {
    World world = new World();
    history.forEach(world::take);
    world.settle();
    world.ledgers().settled();
    world.forget();
    world.ledgers().forgotten();

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
    return step()
        .list()
        .ofMinSize(5)
        .ofMaxSize(70)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Step> step() {
    Arbitrary<Integer> item = Arbitraries.integers().between(0, 11);
    Arbitrary<Integer> tenant = Arbitraries.integers().between(0, World.TENANTS.size() - 1);
    Arbitrary<Integer> id = Arbitraries.integers().between(0, 5);
    Arbitrary<FailureKind> kind = Arbitraries.of(FailureKind.class);
    Arbitrary<Integer> tokens = Arbitraries.of(0, 1, 40, 400);
    Arbitrary<Step.Ender> ender = Arbitraries.of(Step.Ender.class);
    Arbitrary<Step> ask =
        Combinators.combine(
                tenant,
                id,
                Arbitraries.of(5, 5, 5, 30, 300),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of(0, 0, 5, 40, 300),
                Arbitraries.of(Lane.class))
            .as(Step.Ask::new);
    Arbitrary<Step> cancel = Combinators.combine(tenant, id).as(Step.Cancel::new);
    Arbitrary<Step> answer =
        Combinators.combine(
                item, tokens, Arbitraries.of(false, false, true), Arbitraries.of(true, true, false))
            .as(Step.Answer::new);
    Arbitrary<Step> breaks = Combinators.combine(item, kind, tokens).as(Step.Break::new);
    Arbitrary<Step> beat =
        Combinators.combine(Arbitraries.of(true, true, false), Arbitraries.of(true, true, false))
            .as(Step.Beat::new);
    Arbitrary<Step> race = Combinators.combine(item, ender, ender).as(Step.Race::new);
    return Arbitraries.frequencyOf(
        Tuple.of(10, ask),
        Tuple.of(2, cancel),
        Tuple.of(6, item.map(Step.Start::new)),
        Tuple.of(6, answer),
        Tuple.of(3, breaks),
        Tuple.of(4, Combinators.combine(item, kind).as(Step.GiveUp::new)),
        Tuple.of(2, Arbitraries.integers().between(0, 40).map(Step.Repeat::new)),
        Tuple.of(5, Arbitraries.of(0, 1, 4, 12, 30, 70, 50_000).map(Step.Pass::new)),
        Tuple.of(1, Arbitraries.of(-25, -3, 0, 8, 25).map(Step.Skew::new)),
        Tuple.of(8, beat),
        Tuple.of(2, Arbitraries.just(new Step.Crash())),
        Tuple.of(1, Arbitraries.integers().between(0, 2).map(Step.Configure::new)),
        Tuple.of(2, race));
  }
}
