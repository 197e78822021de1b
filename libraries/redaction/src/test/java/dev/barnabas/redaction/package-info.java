/** Tests of redaction. */
@NullMarked
package dev.barnabas.redaction;

import org.jspecify.annotations.NullMarked;
