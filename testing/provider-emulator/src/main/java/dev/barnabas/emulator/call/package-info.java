/**
 * From a request to its answer and its two ledger lines. {@link
 * dev.barnabas.emulator.call.ReplyPlanner} decides what is sent and billed, {@link
 * dev.barnabas.emulator.call.ReplySender} sends it, {@link
 * dev.barnabas.emulator.call.ProviderCalls} joins them.
 */
@NullMarked
package dev.barnabas.emulator.call;

import org.jspecify.annotations.NullMarked;
