/** The emulator's own API under {@code /admin}: fault rules, state and ledger. */
@NullMarked
package dev.barnabas.emulator.admin;

import org.jspecify.annotations.NullMarked;
