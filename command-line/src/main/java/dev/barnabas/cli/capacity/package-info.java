/**
 * Charges of capacity that is billed whether it is used or not: what the log has of a month, what
 * it lacks, and the events that say so. Pure.
 */
@NullMarked
package dev.barnabas.cli.capacity;

import org.jspecify.annotations.NullMarked;
