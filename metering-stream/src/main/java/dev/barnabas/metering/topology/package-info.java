/**
 * The Kafka edge of metering: one source, one processor, three sinks.
 *
 * <p>{@link dev.barnabas.metering.topology.MeteringTopology} builds it. {@link
 * dev.barnabas.metering.topology.UsageProcessor} reads bytes, lets a stage decide about the whole
 * record, and only then writes stores and forwards. Everything but {@link
 * dev.barnabas.metering.topology.SchemaLookups} runs on the stream thread and does no I/O but
 * stores.
 */
@NullMarked
package dev.barnabas.metering.topology;

import org.jspecify.annotations.NullMarked;
