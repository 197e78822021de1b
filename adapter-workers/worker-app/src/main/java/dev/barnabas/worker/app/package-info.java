/**
 * The worker process: it reads the work of its partners, calls their providers and reports every
 * call.
 *
 * <p>Start at {@link dev.barnabas.worker.app.WorkerMain}. A {@code WorkerFleet} keeps one {@code
 * PartnerWorker} per partner; its {@code WorkItemHandler} turns an item into a call and sends it
 * through the decorators that {@code CallChain} nests. Nothing is decided here that must be unique:
 * workers report what happened, broker-app decides.
 *
 * <p>Threads: an item has a virtual thread of its own, which may block. Configuration is applied by
 * one thread at a time.
 */
@NullMarked
package dev.barnabas.worker.app;

import org.jspecify.annotations.NullMarked;
