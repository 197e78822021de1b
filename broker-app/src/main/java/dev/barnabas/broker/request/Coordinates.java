package dev.barnabas.broker.request;

import java.time.Instant;

/**
 * Where a record was read.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param appendedAt when the broker appended it
 */
public record Coordinates(String topic, int partition, long offset, Instant appendedAt) {}
