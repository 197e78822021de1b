/** Holds the tables of the decision records to what they speak of. */
@NullMarked
package dev.barnabas.decisions;

import org.jspecify.annotations.NullMarked;
