/** Tests of {@code dev.barnabas.cli.prices}. */
@NullMarked
package dev.barnabas.cli.prices;

import org.jspecify.annotations.NullMarked;
