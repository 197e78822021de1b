package dev.barnabas.broker.topology;

import org.jspecify.annotations.Nullable;

/**
 * Where an output goes.
 *
 * @param topic the topic
 * @param partition the partition; null lets the key decide
 * @param key the record's key
 */
record OutKey(String topic, @Nullable Integer partition, byte @Nullable [] key) {}
