package dev.barnabas.worker.pool;

/**
 * What is about to be committed for a lease.
 *
 * @param lease the lease it speaks for
 * @param progress what it says
 * @param changes the lease's count of changes that it includes
 */
record LeaseCommit(Lease lease, Progress progress, long changes) {}
