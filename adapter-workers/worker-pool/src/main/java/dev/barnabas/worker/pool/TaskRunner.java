package dev.barnabas.worker.pool;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Runs each task on its own virtual thread and puts its report into the mailbox. */
final class TaskRunner {

  private final WorkHandler handler;
  private final BlockingQueue<TaskReport> mailbox;
  private final ThreadFactory threads;

  TaskRunner(String poolName, WorkHandler handler, BlockingQueue<TaskReport> mailbox) {
    this.handler = handler;
    this.mailbox = mailbox;
    this.threads = Thread.ofVirtual().name(poolName + "-work-", 0).factory();
  }

  void run(Task task) {
    threads.newThread(() -> call(task)).start();
  }

  private void call(Task task) {
    CompletionStage<Void> stage;
    try {
      stage = requireNonNull(stage(task), "stage");
    } catch (Throwable bug) {
      report(task, bug);
      return;
    }
    stage.whenComplete((nothing, failure) -> report(task, failure));
  }

  private CompletionStage<Void> stage(Task task) {
    return switch (task) {
      case Task.Work(LeasedRecord record) -> handler.handle(record.work(), record);
      case Task.HandBack(LeasedRecord record, int _) ->
          handler.handBack(record.work(), HandbackReason.REDELIVERED);
      case Task.Bug(LeasedRecord record, Throwable cause, int _) ->
          handler.onBug(record.work(), cause);
    };
  }

  private void report(Task task, @Nullable Throwable failure) {
    mailbox.add(new TaskReport(task, unwrapped(failure)));
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
