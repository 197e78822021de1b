package dev.barnabas.broker.completion;

import dev.barnabas.broker.request.Lane;
import dev.barnabas.vocabulary.FailureKind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Whatever may happen to a partition, in any order. */
final class Histories {
  private Histories() {}

  /** A world that took these steps and came to rest; its ledgers have looked at all of it. */
  static World lived(List<Step> history) {
    World world = new World();
    history.forEach(world::take);
    world.settle();
    world.ledgers().settled();
    world.forget();
    world.ledgers().forgotten();
    return world;
  }

  /** Between 5 and 70 steps of any kind. */
  static Arbitrary<List<Step>> any() {
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
