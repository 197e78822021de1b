/**
 * How soon metering-stream tells that output tokens moved, and how often it tells so though nothing
 * did. {@link dev.barnabas.bench.drift.DriftCurve} writes the table and the picture of
 * docs/anomalies.md.
 */
@NullMarked
package dev.barnabas.bench.drift;

import org.jspecify.annotations.NullMarked;
