/**
 * A stand-in for model providers: it speaks OpenAI's chat completions and Anthropic's messages on a
 * loopback port, fails in every way a provider fails when told to, and keeps its own books in a
 * ledger file. Start it in a test with {@link dev.barnabas.emulator.Emulator#start}, or as a
 * process with {@link dev.barnabas.emulator.EmulatorMain}.
 */
@NullMarked
package dev.barnabas.emulator;

import org.jspecify.annotations.NullMarked;
