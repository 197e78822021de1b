package dev.barnabas.worker.pool;

import org.jspecify.annotations.Nullable;

/**
 * How a task ended.
 *
 * @param task the task
 * @param failure what it threw or its stage failed with; null if it completed
 */
record TaskReport(Task task, @Nullable Throwable failure) {}
