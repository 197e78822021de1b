package dev.barnabas.bench.pool;

/** What is compared. */
enum ComparedClient {
  /** One call after the other, a commit after each. */
  LOOP("plain loop, one call after the other"),

  /** As many calls at a time as there are permits, and a commit when the last of them has ended. */
  BATCH_LOOP("plain loop, a poll's records at a time"),

  /** Confluent's parallel-consumer, which commits as often as the pool does. */
  PARALLEL_CONSUMER("parallel-consumer 0.5.3.3, commits every 200 ms"),

  /** Confluent's parallel-consumer with its own commit interval. */
  PARALLEL_CONSUMER_DEFAULTS("parallel-consumer 0.5.3.3, commits every 5 s (its default)"),

  /** Ours, with its default settings. */
  WORKER_POOL("Barnabas worker pool");

  private final String label;

  ComparedClient(String label) {
    this.label = label;
  }

  /** The name in the output. */
  String label() {
    return label;
  }
}
