/**
 * What a usage event adds to which totals: pure decisions that know neither Kafka nor Avro.
 *
 * <p>{@link dev.barnabas.metering.totals.MeteringPolicy} is the whole rule: an event counts once, a
 * counted event adds its signed amounts to one cell per window. Addition commutes, so totals do not
 * depend on the order in which events arrive, and a late event is simply added where it belongs.
 * {@link dev.barnabas.metering.totals.Rollup} sums cells into the totals of any dimensions, {@link
 * dev.barnabas.metering.totals.TotalsFold} reads a log again up to a cut-off.
 */
@NullMarked
package dev.barnabas.metering.totals;

import org.jspecify.annotations.NullMarked;
