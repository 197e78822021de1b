/**
 * What is unusual in usage: pure decisions that know neither Kafka nor Avro.
 *
 * <p>{@link dev.barnabas.metering.anomalies.AnomalyPolicy} is the whole rule: an {@link
 * dev.barnabas.metering.anomalies.Observation}, what is remembered of its subjects and the time
 * give what to remember and which {@link dev.barnabas.metering.anomalies.Finding}s to raise or to
 * withhold. {@link dev.barnabas.metering.anomalies.StepPolicy} finds a step in a mean, {@link
 * dev.barnabas.metering.anomalies.SharePolicy} a rise of a share. Their numbers are statistics in
 * floating point; amounts of money are summed as decimals.
 */
@NullMarked
package dev.barnabas.metering.anomalies;

import org.jspecify.annotations.NullMarked;
