/** Price books as files: taken from a public list, checked, and compared. Pure. */
@NullMarked
package dev.barnabas.cli.prices;

import org.jspecify.annotations.NullMarked;
