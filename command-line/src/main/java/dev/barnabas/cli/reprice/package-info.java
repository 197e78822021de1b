/**
 * Pricing a month again by another price book: the calls of the month as their events tell them,
 * the differences, and the events that correct them. All but {@link
 * dev.barnabas.cli.reprice.CorrectionsWriter} is pure.
 */
@NullMarked
package dev.barnabas.cli.reprice;

import org.jspecify.annotations.NullMarked;
