/** Tests of the simulated adapter. */
@NullMarked
package dev.barnabas.adapter.simulated;

import org.jspecify.annotations.NullMarked;
