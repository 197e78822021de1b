/** Tests of the benchmarks' arithmetic. */
@NullMarked
package dev.barnabas.bench;

import org.jspecify.annotations.NullMarked;
