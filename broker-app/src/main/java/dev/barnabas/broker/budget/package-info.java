/** Limits, windows and holds: no decision takes settled plus reserved above the limit in force. */
@NullMarked
package dev.barnabas.broker.budget;

import org.jspecify.annotations.NullMarked;
