/** What is on the statements of a month, for other systems: FOCUS charges and CloudEvents. Pure. */
@NullMarked
package dev.barnabas.cli.export;

import org.jspecify.annotations.NullMarked;
