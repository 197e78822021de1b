/**
 * The built-in detector: one pass over the text, dispatched on the class of each character to a
 * recogniser that checks a grammar, a checksum or a numbering plan.
 *
 * <p>Every recogniser looks a constant distance back and ahead, or moves a cursor that never turns
 * back; that makes the pass linear on any input.
 */
@NullMarked
package dev.barnabas.redaction.detector;

import org.jspecify.annotations.NullMarked;
