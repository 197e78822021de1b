package dev.barnabas.bench.pool;

/**
 * The topics of one run, named after it.
 *
 * @param run what tells it from the other runs on the broker
 */
record RunTopics(String run) {
  static final int PARTITIONS = 4;

  /** The records to work on, in {@link #PARTITIONS} partitions. */
  String work() {
    return "work." + run;
  }

  /** One record for each call that was answered. */
  String results() {
    return "results." + run;
  }

  /** What the pool gave back to the dispatcher. */
  String givenBack() {
    return "given-back." + run;
  }

  /** The consumer group of the run's workers. */
  String group() {
    return "group." + run;
  }
}
