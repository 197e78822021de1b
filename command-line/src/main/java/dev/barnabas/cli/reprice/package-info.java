/**
 * Pricing a month again by another price book: the calls of the month as their events tell them,
 * the differences, and the events that correct them. Pure.
 */
@NullMarked
package dev.barnabas.cli.reprice;

import org.jspecify.annotations.NullMarked;
