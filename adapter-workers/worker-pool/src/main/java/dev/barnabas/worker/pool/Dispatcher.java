package dev.barnabas.worker.pool;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts records while there are permits and takes in how they ended. Hand-backs have permits of
 * their own, so that long work does not delay them. The poll thread alone uses it.
 */
final class Dispatcher {

  /** Hand-backs are short and only produce; more at a time would gain nothing. */
  private static final int MAX_HANDBACKS = 256;

  private static final int MAX_RETRY_FACTOR = 30;
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final LeaseTable leases;
  private final IntSupplier permits;
  private final TaskRunner runner;
  private final Standing standing;
  private final PoolMeters meters;
  private final Ticker ticker;
  private final Duration retry;
  private final PriorityQueue<Retry> retries =
      new PriorityQueue<>(Comparator.comparingLong(Retry::dueNanos));
  private int inFlight;
  private int handingBack;

  Dispatcher(
      PoolSettings settings,
      LeaseTable leases,
      IntSupplier permits,
      TaskRunner runner,
      Standing standing,
      PoolMeters meters,
      Ticker ticker) {
    this.leases = leases;
    this.permits = permits;
    this.runner = runner;
    this.standing = standing;
    this.meters = meters;
    this.ticker = ticker;
    this.retry = settings.times().retry();
  }

  /** Starts what may start now. */
  void dispatch() {
    retryDue();
    while (handingBack < MAX_HANDBACKS) {
      Lease lease = leases.handBackOrder().next(Lease::canHandBack);
      if (lease == null) {
        break;
      }
      handingBack++;
      runner.run(new Task.HandBack(lease.handBack(), 0));
    }
    admit();
    while (standing.allowsStart() && inFlight < permits.getAsInt()) {
      LeasedRecord record = leases.lanes().next(permits.getAsInt());
      if (record == null) {
        break;
      }
      record.lease().start(record);
      inFlight++;
      meters.started();
      runner.run(new Task.Work(record));
    }
  }

  private void admit() {
    for (Lease lease : leases.held()) {
      for (LeasedRecord next = lease.admit(); next != null; next = lease.admit()) {
        leases.lanes().add(next);
      }
    }
  }

  /** Takes in how a task ended. */
  void settle(TaskReport report) {
    Throwable failure = report.failure();
    if (failure == null) {
      done(report.task());
    } else if (failure instanceof OutOfMemoryError exhausted) {
      throw exhausted;
    } else {
      failed(report.task(), failure);
    }
  }

  /** Whether records wait for nothing but a permit. */
  boolean waitsForPermits() {
    return inFlight >= permits.getAsInt() && !leases.lanes().isEmpty();
  }

  /** Records whose handler runs, of leases that have ended too. */
  int inFlight() {
    return inFlight + handingBack;
  }

  private void done(Task task) {
    LeasedRecord record = task.record();
    release(record);
    if (record.withdrawn()) {
      withdrawn(record);
    } else if (record.lease().ended()) {
      meters.finishedLate();
    } else {
      record.lease().finished(record);
      count(task);
    }
  }

  private void count(Task task) {
    switch (task) {
      case Task.Work _ -> meters.finished();
      case Task.HandBack _ -> meters.handedBack(HandbackReason.REDELIVERED);
      case Task.Bug _ -> meters.handedBack(HandbackReason.INTERNAL);
    }
  }

  private void failed(Task task, Throwable failure) {
    switch (task) {
      case Task.Work(LeasedRecord record) -> bug(record, failure);
      case Task.HandBack(LeasedRecord record, int tries) -> {
        logRetry(record, failure, tries);
        retryLater(new Task.HandBack(record, tries + 1), tries);
      }
      case Task.Bug(LeasedRecord record, Throwable cause, int tries) -> {
        logRetry(record, failure, tries);
        retryLater(new Task.Bug(record, cause, tries + 1), tries);
      }
    }
  }

  private void bug(LeasedRecord record, Throwable bug) {
    meters.bug();
    log.atError()
        .addKeyValue("record", record.work())
        .addKeyValue("error", bug.getClass().getName())
        .addKeyValue("at", Failures.frames(bug))
        .log("work handler failed with a bug");
    if (record.tryStart() == StartDecision.GRANTED) {
      runner.run(new Task.Bug(record, bug, 0));
    } else {
      release(record);
      withdrawn(record);
    }
  }

  private void withdrawn(LeasedRecord record) {
    LeasedRecord again = record.lease().restart(record);
    if (again == null) {
      meters.withdrawn();
    } else {
      leases.lanes().add(again);
    }
  }

  private void retryLater(Task task, int tries) {
    long factor = Math.min(MAX_RETRY_FACTOR, 1L << Math.min(tries, Integer.SIZE - 1));
    retries.add(new Retry(task, ticker.nanos() + retry.toNanos() * factor));
  }

  private void retryDue() {
    long now = ticker.nanos();
    for (Retry next = retries.peek(); next != null && next.dueNanos() - now <= 0; ) {
      retries.remove();
      if (next.task().record().lease().ended()) {
        release(next.task().record());
      } else {
        runner.run(next.task());
      }
      next = retries.peek();
    }
  }

  private void release(LeasedRecord record) {
    switch (record.purpose()) {
      case WORK -> {
        inFlight--;
        leases.lanes().ended(record);
      }
      case HAND_BACK -> handingBack--;
    }
  }

  private static void logRetry(LeasedRecord record, Throwable failure, int tries) {
    log.atWarn()
        .addKeyValue("record", record.work())
        .addKeyValue("tries", tries + 1)
        .addKeyValue("error", failure.getClass().getName())
        .log("hand-back failed, will be tried again");
  }

  private record Retry(Task task, long dueNanos) {}
}
