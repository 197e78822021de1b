/** Tests of single recognisers. */
@NullMarked
package dev.barnabas.redaction.ner;

import org.jspecify.annotations.NullMarked;
