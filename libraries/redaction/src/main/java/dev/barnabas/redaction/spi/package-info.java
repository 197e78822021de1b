/**
 * What a detector of personal data sees and says: a normalised text comes in, typed spans go out.
 *
 * <p>A detector is found by {@link java.util.ServiceLoader}, has no state, is used by many threads
 * at once, and reads each character a bounded number of times, so that a hostile text costs no more
 * than a plain one of its length.
 */
@NullMarked
package dev.barnabas.redaction.spi;

import org.jspecify.annotations.NullMarked;
