package dev.barnabas.worker.pool;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * Who goes first when records wait for permits.
 *
 * <p>Between lanes (topics of one {@link PoolTopic#priority}) the more urgent goes first, but a
 * less urgent lane in which records wait gets its guaranteed percentage of the starts, as long as
 * it holds no more than that percentage of the permits (rounded up).
 *
 * <p>Inside a lane flows take turns by deficit round robin (Shreedhar and Varghese, 1995): a turn
 * is as many starts as the flow's weight. A start costs one, whatever the record asks for: what a
 * call will take is not known when it starts. Calls that take long are evened out by what a flow
 * holds: one that holds more than its part of the lane's running records is passed over while one
 * below its part waits.
 *
 * @param flows names the flow of a record. Runs once per record, on the poll thread: it must not
 *     block. What it throws is logged, and the record goes to {@link Flow#COMMON}.
 * @param guaranteedPercent starts in a hundred that a less urgent lane gets while records wait in
 *     it, 0 to 50; 0 is strict priority, under which it may wait for ever
 */
public record Fairness(Function<WorkRecord, Flow> flows, int guaranteedPercent) {

  private static final int DEFAULT_PERCENT = 10;
  private static final int MAX_PERCENT = 50;

  public Fairness {
    requireNonNull(flows, "flows");
    if (guaranteedPercent < 0 || guaranteedPercent > MAX_PERCENT) {
      throw new IllegalArgumentException(
          "guaranteedPercent: must be between 0 and 50, was " + guaranteedPercent);
    }
  }

  /** One flow for all records, a tenth for less urgent lanes. */
  public static Fairness defaults() {
    return new Fairness(_ -> Flow.COMMON, DEFAULT_PERCENT);
  }

  public Fairness withFlows(Function<WorkRecord, Flow> value) {
    return new Fairness(value, guaranteedPercent);
  }

  public Fairness withGuaranteedPercent(int value) {
    return new Fairness(flows, value);
  }
}
