/** Tests of {@code dev.barnabas.metering.totals}. */
@NullMarked
package dev.barnabas.metering.totals;

import org.jspecify.annotations.NullMarked;
