/** Tests of {@code dev.barnabas.metering.topology}. */
@NullMarked
package dev.barnabas.metering.topology;

import org.jspecify.annotations.NullMarked;
