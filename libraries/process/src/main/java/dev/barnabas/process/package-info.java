/**
 * What every Barnabas process does besides its work: say how it is, and stop in order.
 *
 * <p>Start at {@link dev.barnabas.process.ProcessRunner}: it reads the options, starts telemetry
 * ({@link dev.barnabas.process.Telemetry}) and the management endpoint ({@link
 * dev.barnabas.process.ManagementServer}), runs the program, prints the {@code READY} line and ends
 * the process through {@link dev.barnabas.process.OrderlyStop}. Log lines are JSON with known keys
 * only ({@link dev.barnabas.process.JsonLineEncoder}): payloads have no way into them.
 */
@NullMarked
package dev.barnabas.process;

import org.jspecify.annotations.NullMarked;
