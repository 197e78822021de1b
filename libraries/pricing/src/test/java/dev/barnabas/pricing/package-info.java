/** Tests of prices, usage lines and bounds. */
@NullMarked
package dev.barnabas.pricing;

import org.jspecify.annotations.NullMarked;
