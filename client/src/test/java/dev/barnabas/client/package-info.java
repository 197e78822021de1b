/** Tests of the client. */
@NullMarked
package dev.barnabas.client;

import org.jspecify.annotations.NullMarked;
