/**
 * A provider inside the process, for load runs, demonstrations and tests: no HTTP, no key, no cost.
 *
 * <p>The same call gives the same answer, and the same call id the same latency. The answer echoes
 * the placeholders of the prompt. Model names ask for latency and faults, in the provider
 * emulator's words; {@link dev.barnabas.adapter.simulated.SimulatedFault} and {@link
 * dev.barnabas.adapter.simulated.SimulatedModel} list them.
 */
@NullMarked
package dev.barnabas.adapter.simulated;

import org.jspecify.annotations.NullMarked;
