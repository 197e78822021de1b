package dev.barnabas.broker.completion;

import dev.barnabas.broker.request.Ending.Status;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.Output;
import dev.barnabas.vocabulary.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Two that would end one request. Each has the steps that bring a request there, the steps of the
 * batch in which both meet it, and can tell which of the two ended it.
 */
enum EnderPair {
  /** The deadline is read from both topics while an answer is on its way. */
  DEADLINE_AND_OUTCOME("deadline", "outcome") {
    @Override
    Optional<List<List<Step>>> meet(World world, Random random) {
      Optional<Integer> item = ask(world, random, random.nextInt(3));
      item.filter(_ -> random.nextInt(4) > 0).map(Step.Start::new).ifPresent(world::take);
      world.take(new Step.Pass(100));
      boolean outcomesFirst = random.nextBoolean();
      return item.map(i ->
          List.of(
              List.of(new Step.Beat(outcomesFirst, !outcomesFirst)),
              List.of(new Step.Beat(!outcomesFirst, outcomesFirst)),
              List.of(answer(i, random))));
    }

    @Override
    boolean first(Output.Response response, List<Output.Work> items, int item) {
      return response.ending().status() == Status.EXPIRED;
    }
  },

  /** The tenant cancels while an outcome is on its way. */
  CANCEL_AND_OUTCOME("cancel", "outcome") {
    @Override
    Optional<List<List<Step>>> meet(World world, Random random) {
      Optional<Integer> item = ask(world, random, random.nextInt(3));
      item.filter(_ -> random.nextInt(4) > 0).map(Step.Start::new).ifPresent(world::take);
      return item.map(i ->
          List.of(
              List.of(CANCEL),
              random.nextInt(4) > 0
                  ? List.of(answer(i, random))
                  : failure(i, FailureKind.REQUEST_INVALID)));
    }

    @Override
    boolean first(Output.Response response, List<Output.Work> items, int item) {
      return response.ending().status() == Status.CANCELLED;
    }
  },

  /** An attempt fails, the last of its chain or not, while the tenant cancels. */
  FALLBACK_AND_CANCEL("fallback", "cancel") {
    @Override
    Optional<List<List<Step>>> meet(World world, Random random) {
      Optional<Integer> item = ask(world, random, random.nextInt(3));
      item.filter(_ -> random.nextBoolean()).map(Step.Start::new).ifPresent(world::take);
      FailureKind kind =
          random.nextBoolean() ? FailureKind.REQUEST_INVALID : FailureKind.PROVIDER_UNAVAILABLE;
      return item.map(i -> List.of(failure(i, kind), List.of(CANCEL)));
    }

    @Override
    boolean first(Output.Response response, List<Output.Work> items, int item) {
      return response.ending().status() != Status.CANCELLED;
    }
  },

  /** The first attempt was given up and answers after all, while the second comes to its end. */
  LATE_SUCCESS_AND_SECOND_ATTEMPT("late success", "second attempt") {
    @Override
    Optional<List<List<Step>>> meet(World world, Random random) {
      Optional<Integer> first = ask(world, random, 2 * random.nextInt(2));
      if (first.isEmpty()) {
        return Optional.empty();
      }
      world.take(new Step.Start(first.get()));
      int second = world.items().size();
      world.take(new Step.GiveUp(first.get(), FailureKind.TIMED_OUT));
      if (world.items().size() == second) {
        return Optional.empty();
      }
      world.take(new Step.Start(second));
      return Optional.of(
          List.of(
              List.of(answer(first.get(), random)),
              random.nextInt(3) > 0
                  ? List.of(answer(second, random))
                  : failure(second, FailureKind.REQUEST_INVALID)));
    }

    @Override
    boolean first(Output.Response response, List<Output.Work> items, int item) {
      String call = response.ending().answeredBy();
      return call != null && call.startsWith(items.get(item).attempt().attemptId());
    }
  };

  private static final Step CANCEL = new Step.Cancel(0, 0);

  private final String oneEnder;
  private final String otherEnder;

  EnderPair(String oneEnder, String otherEnder) {
    this.oneEnder = oneEnder;
    this.otherEnder = otherEnder;
  }

  /** The name of the one. */
  String oneEnder() {
    return oneEnder;
  }

  /** The name of the other. */
  String otherEnder() {
    return otherEnder;
  }

  /**
   * Brings request 0 of tenant 0 to where both can end it.
   *
   * @return the batch's parts, to be read in any order, each a list that keeps its own; empty where
   *     the request was not dispatched, or its fallback was not
   */
  abstract Optional<List<List<Step>>> meet(World world, Random random);

  /**
   * Whether it was the one that ended the request, not the other.
   *
   * @param response the terminal response
   * @param items all work items
   * @param item the place of the request's first
   */
  abstract boolean first(Output.Response response, List<Output.Work> items, int item);

  /** Asks, and says where the work item is. */
  private static Optional<Integer> ask(World world, Random random, int alias) {
    int item = world.items().size();
    world.take(new Step.Ask(0, 0, 5, alias, random.nextBoolean() ? 0 : 40, Lane.REALTIME));
    return world.items().size() > item ? Optional.of(item) : Optional.empty();
  }

  private static Step answer(int item, Random random) {
    return new Step.Answer(item, random.nextBoolean() ? 15 : 400, false, true);
  }

  private static List<Step> failure(int item, FailureKind kind) {
    return new ArrayList<>(List.of(new Step.Break(item, kind, 0), new Step.GiveUp(item, kind)));
  }
}
