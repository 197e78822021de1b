package dev.barnabas.bench.pool;

/**
 * What a compared worker process is told on its command line.
 *
 * @param client which client it runs
 * @param bootstrap the broker
 * @param topics the run's topics
 * @param ledgerPort where the provider listens
 * @param permits calls at the same time
 */
record WorkerArguments(
    ComparedClient client, String bootstrap, RunTopics topics, int ledgerPort, int permits) {

  static WorkerArguments parse(String[] arguments) {
    return new WorkerArguments(
        ComparedClient.valueOf(arguments[0]),
        arguments[1],
        new RunTopics(arguments[2]),
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]));
  }

  String[] toArray() {
    return new String[] {
      client.name(),
      bootstrap,
      topics.run(),
      Integer.toString(ledgerPort),
      Integer.toString(permits)
    };
  }
}
