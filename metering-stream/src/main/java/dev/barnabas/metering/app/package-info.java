/**
 * The metering-stream process: reads the configuration, checks registry and topics, runs the
 * topology.
 *
 * <p>{@link dev.barnabas.metering.app.MeteringMain} is the main class. Its state lies under the
 * directory that {@code BARNABAS_STATE_DIR} names, by default {@code data/state}; keep it on a
 * volume, since the transactional id lives there.
 */
@NullMarked
package dev.barnabas.metering.app;

import org.jspecify.annotations.NullMarked;
