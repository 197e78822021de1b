/** Tests of the openai adapter. */
@NullMarked
package dev.barnabas.adapter.openai;

import org.jspecify.annotations.NullMarked;
