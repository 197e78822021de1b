/**
 * The contract that every adapter keeps, as a suite to extend.
 *
 * <p>{@link dev.barnabas.adapter.testkit.AdapterContract} holds for any adapter; {@link
 * dev.barnabas.adapter.testkit.HttpAdapterContract} adds what holds for one that calls over HTTP,
 * and plays every fault of the provider emulator.
 */
@NullMarked
package dev.barnabas.adapter.testkit;

import org.jspecify.annotations.NullMarked;
