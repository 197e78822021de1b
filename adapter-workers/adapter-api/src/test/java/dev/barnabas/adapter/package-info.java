/** Tests of the adapter API. */
@NullMarked
package dev.barnabas.adapter;

import org.jspecify.annotations.NullMarked;
