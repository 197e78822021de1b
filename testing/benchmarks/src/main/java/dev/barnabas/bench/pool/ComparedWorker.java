package dev.barnabas.bench.pool;

/** A worker process of the comparison: runs one client until it is killed. */
public final class ComparedWorker {
  /** What a line of the log begins with that says how the client is set up. */
  static final String SETTINGS = "SETTINGS ";

  private ComparedWorker() {}

  /** Arguments: those of {@link WorkerArguments}. */
  public static void main(String[] args) throws InterruptedException {
    WorkerArguments arguments = WorkerArguments.parse(args);
    try (PaidWork work = new PaidWork(arguments)) {
      switch (arguments.client()) {
        case LOOP -> PlainLoops.oneAfterTheOther(arguments, work);
        case BATCH_LOOP -> PlainLoops.aPollAtATime(arguments, work);
        case PARALLEL_CONSUMER -> ParallelConsumerWorker.run(arguments, work, false);
        case PARALLEL_CONSUMER_DEFAULTS -> ParallelConsumerWorker.run(arguments, work, true);
        case WORKER_POOL -> PoolWorker.run(arguments, work);
      }
    }
  }

  /** Notes how the client is set up, for the measuring process to print. */
  @SuppressWarnings("SystemOut")
  static void settings(Object settings) {
    System.out.println(SETTINGS + settings);
  }
}
