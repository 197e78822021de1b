/** Tests of {@code dev.barnabas.metering.app}. */
@NullMarked
package dev.barnabas.metering.app;

import org.jspecify.annotations.NullMarked;
