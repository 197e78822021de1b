package dev.barnabas.emulator.call;

import dev.barnabas.emulator.fault.FaultRule;
import java.time.Duration;

/** How an answer travels, or fails to. */
public sealed interface Delivery {
  /** Whole. */
  record Whole() implements Delivery {}

  /** A few bytes at a time with pauses. */
  record Dripped(long bytes, Duration interval) implements Delivery {}

  /** The connection is closed in order after so many body bytes. */
  record Truncated(long afterBytes) implements Delivery {}

  /** The connection is reset after so many body bytes. */
  record Reset(long afterBytes) implements Delivery {}

  /** So many body bytes are sent, then nothing until the client goes. */
  record Stalled(long afterBytes) implements Delivery {}

  /** The connection is reset with no answer at all. */
  record ResetAtOnce() implements Delivery {}

  /** Nothing is sent until the client goes. */
  record Hung() implements Delivery {}

  /** Nothing is sent while the rule is in force; then the whole answer. */
  record HeldBy(FaultRule rule) implements Delivery {}
}
