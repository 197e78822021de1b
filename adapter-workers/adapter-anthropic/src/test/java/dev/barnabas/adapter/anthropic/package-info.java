/** Tests of the anthropic adapter. */
@NullMarked
package dev.barnabas.adapter.anthropic;

import org.jspecify.annotations.NullMarked;
