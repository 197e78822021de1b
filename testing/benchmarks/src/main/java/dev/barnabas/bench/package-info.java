/**
 * What Barnabas costs in time, measured on real processes. {@link
 * dev.barnabas.bench.PipelineLatency} is the place to start; docs/performance.md has the figures
 * and says how they were taken.
 */
@NullMarked
package dev.barnabas.bench;

import org.jspecify.annotations.NullMarked;
