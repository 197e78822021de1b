/** Tests of the names, settings and bytes that the processes share. */
@NullMarked
package dev.barnabas.topics;

import org.jspecify.annotations.NullMarked;
