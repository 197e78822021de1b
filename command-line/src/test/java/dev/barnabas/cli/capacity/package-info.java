/** Tests of charges of capacity. */
@NullMarked
package dev.barnabas.cli.capacity;

import org.jspecify.annotations.NullMarked;
