package dev.barnabas.bench.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The calls of a comparison, the same for every client: the id of a call is its place in the list.
 *
 * @param durations how long the provider takes for each
 * @param straggler the id of the one that takes very long; -1 for none
 */
record WorkPlan(List<Duration> durations, int straggler) {
  private static final int SHORTEST_MILLIS = 100;
  private static final int LONGEST_MILLIS = 5_000;

  WorkPlan {
    durations = List.copyOf(durations);
  }

  /** Evenly spread over 100 ms to 5 s, drawn from the seed, but for one straggler. */
  static WorkPlan of(long seed, int calls, int straggler, Duration stragglerTakes) {
    Random random = new Random(seed);
    List<Duration> durations = new ArrayList<>();
    for (int id = 0; id < calls; id++) {
      Duration drawn = Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1));
      durations.add(id == straggler ? stragglerTakes : drawn);
    }
    return new WorkPlan(durations, straggler);
  }

  int calls() {
    return durations.size();
  }

  /** The first so many calls of this plan. */
  WorkPlan first(int calls) {
    return new WorkPlan(durations.subList(0, calls), straggler < calls ? straggler : -1);
  }

  /** What one call after the other takes. */
  Duration oneAfterTheOther() {
    return durations.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The time in which all calls end if each starts, in their order, at the moment a permit is free
   * (list scheduling): nobody who does not know the durations can plan for less.
   */
  Duration ideal(int permits) {
    return latestEnd(permits, IntStream.range(0, calls()));
  }

  /** The same until all but the straggler have ended. */
  Duration idealWithoutStraggler(int permits) {
    return latestEnd(permits, IntStream.range(0, calls()).filter(id -> id != straggler));
  }

  private Duration latestEnd(int permits, IntStream of) {
    List<Duration> ends = ends(permits);
    return of.mapToObj(ends::get).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private List<Duration> ends(int permits) {
    PriorityQueue<Duration> free = new PriorityQueue<>();
    IntStream.range(0, permits).forEach(_ -> free.add(Duration.ZERO));
    List<Duration> ends = new ArrayList<>();
    for (Duration takes : durations) {
      Duration end = free.remove().plus(takes);
      free.add(end);
      ends.add(end);
    }
    return ends;
  }
}
