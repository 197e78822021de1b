/**
 * Whether a request goes on: pure policies for deduplication, validation, redaction, reservation
 * and dispatch, and {@code Admission}, which asks them in order.
 */
@NullMarked
package dev.barnabas.broker.admission;

import org.jspecify.annotations.NullMarked;
