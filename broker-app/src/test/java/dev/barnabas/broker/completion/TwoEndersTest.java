package dev.barnabas.broker.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two that would end one request meet it in one batch, in either order and with other records
 * between them: one of them does, and a {@link Ledgers} holds every unit against the promises.
 */
class TwoEndersTest {
  private static final int SCHEDULES = 1_000;

  @ParameterizedTest
  @EnumSource
  void giveOneTerminalResponse(EnderPair pair) {
    int first = 0;
    int drawn = 0;
    for (int met = 0; met < SCHEDULES; drawn++) {
      assertThat(drawn).as("schedules drawn for %s that meet", met).isLessThan(3 * SCHEDULES);
      Optional<Boolean> ended = run(pair, drawn);
      met += ended.isPresent() ? 1 : 0;
      first += ended.filter(one -> one).isPresent() ? 1 : 0;
    }
    System.out.printf(
        "two enders: %d schedules, ended by %s: %d, by %s: %d%n",
        SCHEDULES, pair.oneEnder(), first, pair.otherEnder(), SCHEDULES - first);
    assertThat(first).as("ended by the %s", pair.oneEnder()).isBetween(100, 900);
  }

  /** Whether the first of the pair ended the request; empty where the two did not meet. */
  private static Optional<Boolean> run(EnderPair pair, int seed) {
    List<Step> taken = new ArrayList<>();
    try {
      return schedule(pair, new Random(1_000_003L * pair.name().hashCode() + seed), taken);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("schedule %d of %s, batch %s".formatted(seed, pair, taken), e);
    }
  }

  private static Optional<Boolean> schedule(EnderPair pair, Random random, List<Step> taken) {
    World world = new World();
    for (int i = random.nextInt(3); i > 0; i--) {
      world.take(other(random));
    }
    int item = world.items().size();
    Optional<List<List<Step>>> parts = pair.meet(world, random);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<List<Step>> order = new ArrayList<>(parts.get());
    Collections.shuffle(order, random);
    taken.addAll(withOthersBetween(order, random));
    taken.forEach(world::take);

    Output.Work work = world.items().get(item);
    Output.Response response =
        world
            .ledgers()
            .response(work.state().key())
            .orElseThrow(() -> new AssertionError("neither ended " + work.state().key()));
    boolean first = pair.first(response, world.items(), item);
    Collections.shuffle(order, random);
    order.forEach(part -> part.forEach(world::take));
    world.settle();
    world.ledgers().settled();
    world.forget();
    world.ledgers().forgotten();
    return Optional.of(first);
  }

  private static List<Step> withOthersBetween(List<List<Step>> order, Random random) {
    List<Step> all = new ArrayList<>();
    for (List<Step> part : order) {
      for (Step step : part) {
        if (random.nextInt(3) == 0) {
          all.add(between(random));
        }
        all.add(step);
      }
    }
    return all;
  }

  /** What may be read between the two and ends nothing of that request. */
  private static Step between(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Step.Crash();
      case 1 -> new Step.Repeat(random.nextInt(40));
      case 2 -> new Step.Ask(0, 0, random.nextBoolean() ? 5 : 30, 0, 0, Lane.REALTIME);
      case 3 -> new Step.Configure(random.nextInt(3));
      default -> other(random);
    };
  }

  /** A request that is not the one. */
  private static Step other(Random random) {
    return new Step.Ask(
        random.nextInt(2), 1 + random.nextInt(4), 5, random.nextInt(3), 0, Lane.BULK);
  }
}
