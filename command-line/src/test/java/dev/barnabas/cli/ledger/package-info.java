/** Tests of {@code dev.barnabas.cli.ledger}. */
@NullMarked
package dev.barnabas.cli.ledger;

import org.jspecify.annotations.NullMarked;
