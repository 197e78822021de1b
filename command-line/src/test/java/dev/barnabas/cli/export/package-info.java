/** Tests of {@code dev.barnabas.cli.export}. */
@NullMarked
package dev.barnabas.cli.export;

import org.jspecify.annotations.NullMarked;
