/** What the response contracts take and refuse. */
@NullMarked
package dev.barnabas.contracts;

import org.jspecify.annotations.NullMarked;
