package dev.barnabas.emulator.ledger;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of the ledger.
 *
 * @param ended absent while the call runs, and for ever if the emulator was killed meanwhile
 */
public record LedgerCall(CallReceived received, @Nullable CallEnded ended) {
  public LedgerCall {
    Objects.requireNonNull(received, "received");
    if (ended != null && ended.callSeq() != received.callSeq()) {
      throw new IllegalArgumentException("two calls: " + received.callSeq());
    }
  }

  /** Whether the provider charges for this call; false while it runs. */
  public boolean billed() {
    return ended != null && ended.billed();
  }

  /** What was used so far as the ledger knows. */
  public TokenUsage usage() {
    return ended == null ? TokenUsage.NONE : ended.usage();
  }
}
