/** Tests of the bounded exchange. */
@NullMarked
package dev.barnabas.adapter.http;

import org.jspecify.annotations.NullMarked;
