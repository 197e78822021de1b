/** Tests of {@code dev.barnabas.cli.reprice}. */
@NullMarked
package dev.barnabas.cli.reprice;

import org.jspecify.annotations.NullMarked;
