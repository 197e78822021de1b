/**
 * The provider's own books: an append-only JSON Lines file with one line for every call received
 * and one for its end. A call without a second line was in flight when the emulator itself died.
 */
@NullMarked
package dev.barnabas.emulator.ledger;

import org.jspecify.annotations.NullMarked;
