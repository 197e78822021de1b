/**
 * The worker pool measured: beside what users would run in its place ({@link
 * dev.barnabas.bench.pool.PoolComparison}), with very many calls in flight ({@link
 * dev.barnabas.bench.pool.PoolInFlight}) and with calls that take no time ({@link
 * dev.barnabas.bench.pool.PoolOverhead}). Every measured client runs in a process of its own.
 */
@NullMarked
package dev.barnabas.bench.pool;

import org.jspecify.annotations.NullMarked;
