/** Tests of {@code dev.barnabas.cli.close}. */
@NullMarked
package dev.barnabas.cli.close;

import org.jspecify.annotations.NullMarked;
