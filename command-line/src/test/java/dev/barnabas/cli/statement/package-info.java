/** Tests of {@code dev.barnabas.cli.statement}. */
@NullMarked
package dev.barnabas.cli.statement;

import org.jspecify.annotations.NullMarked;
