/** Signing and checking, and the key sets. */
@NullMarked
package dev.barnabas.signing;

import org.jspecify.annotations.NullMarked;
