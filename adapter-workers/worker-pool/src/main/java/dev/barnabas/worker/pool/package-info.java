/**
 * A Kafka worker pool for long external calls: one poll thread that never blocks on work, one
 * virtual thread per record, completion in any order, and no record started twice without someone's
 * word.
 *
 * <p>Start at {@link dev.barnabas.worker.pool.WorkerPool}. The caller brings a {@link
 * dev.barnabas.worker.pool.WorkHandler}; the pool brings records, back-pressure, commits and
 * hand-back. It knows nothing of Barnabas and needs only kafka-clients, slf4j and micrometer.
 *
 * <p>What a successor must know is in the committed offset: the contiguous offset, and in its
 * metadata what is finished beyond it and the <em>start limit</em>, below which a call may have
 * started. What is unfinished below the limit is handed back, not called again, unless the
 * predecessor left a clean mark that names exactly what it had started.
 *
 * <p>Threads: all state of partitions belongs to the poll thread. Handlers run on virtual threads
 * and report through a mailbox.
 */
@NullMarked
package dev.barnabas.worker.pool;

import org.jspecify.annotations.NullMarked;
