/** What the measurements of the pool count and compute, without Kafka. */
@NullMarked
package dev.barnabas.bench.pool;

import org.jspecify.annotations.NullMarked;
