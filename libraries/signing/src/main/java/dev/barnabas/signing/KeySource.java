package dev.barnabas.signing;

import dev.barnabas.signing.KeySet.KeySetOutcome;

/** Where a key set comes from. Blocks, within a bound; never throws. */
@FunctionalInterface
public interface KeySource {
  /** Reads the key set as it is now. */
  KeySetOutcome read();
}
