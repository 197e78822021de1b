/**
 * What a usage event adds to which totals: pure decisions that know neither Kafka nor Avro.
 *
 * <p>{@link dev.barnabas.metering.totals.MeteringPolicy} is the whole rule: an event id counts
 * once, a counted event adds its signed amounts to an hour, a day and a month. Addition commutes,
 * so totals do not depend on the order in which events arrive, and a late event is simply added
 * where it belongs.
 */
@NullMarked
package dev.barnabas.metering.totals;

import org.jspecify.annotations.NullMarked;
