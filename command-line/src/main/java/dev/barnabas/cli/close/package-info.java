/**
 * Closing a month: what it comes to, whether it may be closed, and the records that say so. All but
 * {@link dev.barnabas.cli.close.CloseWriter} is pure.
 */
@NullMarked
package dev.barnabas.cli.close;

import org.jspecify.annotations.NullMarked;
