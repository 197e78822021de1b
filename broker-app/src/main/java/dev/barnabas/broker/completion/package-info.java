/**
 * How a request ends: pure policies for outcomes, fallback, contracts, settlement and expiry, and
 * {@code Completion}, which asks them.
 */
@NullMarked
package dev.barnabas.broker.completion;

import org.jspecify.annotations.NullMarked;
