/** Tests of {@code dev.barnabas.metering.query}. */
@NullMarked
package dev.barnabas.metering.query;

import org.jspecify.annotations.NullMarked;
