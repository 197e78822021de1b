/** Tests of single recognisers. */
@NullMarked
package dev.barnabas.redaction.detector;

import org.jspecify.annotations.NullMarked;
